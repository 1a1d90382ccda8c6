import { ErrorRequestHandler, Request, Response, urlencoded } from 'express';
import Router from 'express-promise-router';
import { ForgeContext } from '../core/context';
import { mergeability, mergePull } from '../core/mergePull';
import { editPull, getPull, pullFiles, pullRange } from '../core/pullRequests';
import { ForgeError, notFound } from '../errors';
import { listCommits, readCommit } from '../git/commits';
import { diffFiles } from '../git/diff';
import { resolveCommit } from '../git/refs';
import { describeError } from '../http/apiErrors';
import { sameOrigin } from '../http/guard';
import { FormAction, formToken, sameSecret } from '../http/secrets';
import { MAX_FORM_BODY, MAX_PER_PAGE } from '../limits';
import { PullRecord } from '../store/pullStore';
import { fileRoutes } from './fileRoutes';
import { Site } from './layout';
import { commitPage, errorPage, pullsPage } from './otherPages';
import { pullPage } from './pullPage';

const ACTIONS: FormAction[] = ['merge', 'close', 'reopen'];

// The empty tree, which git knows without being told: a first commit's "before"
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * The pages of `/OWNER/REPO`:
 * - `GET /pulls`, `GET /pull/N`, `GET /commit/SHA`, files at `/blob`, `/tree`, `/raw`
 * - `POST /pull/N/{merge,close,reopen}`: the page's own forms only
 */
export function pageRoutes(context: ForgeContext, site: Site, token: string) {
  const { repository, lock } = context;
  const { urls } = site;
  const router = Router();

  const tokenFor = (pull: PullRecord, action: FormAction, sha = pull.headSha) =>
    formToken(token, {
      repository: `${urls.owner}/${urls.repo}`,
      number: pull.number,
      sha,
      action,
    });

  const pullOf = (req: Request): PullRecord => {
    if (!/^[1-9][0-9]{0,8}$/.test(req.params.number)) {
      throw notFound(`there is no pull request #${req.params.number}`);
    }
    return getPull(context, Number(req.params.number));
  };

  const showPull = async (res: Response, number: number, problem?: string) => {
    const pull = getPull(context, number);
    const [files, commits, possible] = await Promise.all([
      pullFiles(context, pull),
      listCommits(repository, pullRange(pull), { max: MAX_PER_PAGE }),
      pull.state === 'open' ? mergeability(context, pull) : undefined,
    ]);
    const tokens = {
      merge: tokenFor(pull, 'merge'),
      close: tokenFor(pull, 'close'),
      reopen: tokenFor(pull, 'reopen'),
    };
    const view = {
      pull,
      files,
      commits,
      mergeability: possible,
      problem,
      tokens,
    };
    res.set('Cache-Control', 'no-store').send(pullPage(site, view));
  };

  const act = (action: FormAction, pull: PullRecord) => {
    switch (action) {
      case 'merge':
        return mergePull(context, pull.number, { sha: pull.headSha });
      case 'close':
        return editPull(context, pull.number, { state: 'closed' });
      default:
        return editPull(context, pull.number, { state: 'open' });
    }
  };

  router.get('/', async (_req, res) => res.redirect(`${urls.html}/pulls`));

  router.get('/pulls', async (_req, res) => {
    res.send(pullsPage(site, context.pulls.list()));
  });

  router.get('/pull/:number', async (req, res) => {
    await showPull(res, pullOf(req).number);
  });

  router.post(
    '/pull/:number/:action',
    sameOrigin,
    urlencoded({ extended: false, limit: MAX_FORM_BODY }),
    async (req, res) => {
      const action = ACTIONS.find(name => name === req.params.action);
      if (!action) {
        throw notFound(`a pull request has no button "${req.params.action}"`);
      }
      const pull = pullOf(req);
      const given = String(req.body?.token ?? '');
      const sha = String(req.body?.sha ?? '');
      if (!sameSecret(given, tokenFor(pull, action, sha))) {
        throw new ForgeError(
          403,
          'Forbidden: the form is not from this page; open the pull request again and press its button',
        );
      }
      try {
        if (sha !== pull.headSha) {
          throw new ForgeError(
            409,
            'The branch has changed since you opened this page. Nothing was done: look at it again, then decide.',
          );
        }
        await lock.run(() => act(action, pull));
      } catch (error) {
        if (!(error instanceof ForgeError)) throw error;
        res.status(error.status);
        await showPull(res, pull.number, error.message);
        return;
      }
      res.redirect(303, urls.pull(pull.number));
    },
  );

  router.get('/commit/:sha', async (req, res) => {
    const sha = await resolveCommit(repository, req.params.sha);
    if (!sha) {
      throw notFound(`there is no commit ${req.params.sha}`);
    }
    const commit = await readCommit(repository, sha);
    const before = commit.parents[0] ?? EMPTY_TREE;
    res.send(
      commitPage(site, commit, await diffFiles(repository, before, sha)),
    );
  });

  router.use(fileRoutes(context, site));
  return router;
}

/** Errors as a page. */
export function pageErrors(
  context: ForgeContext,
  site: Site,
): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const { status, message } = describeError(error, context.logger);
    res.status(status).send(errorPage(site, status, message));
  };
}
