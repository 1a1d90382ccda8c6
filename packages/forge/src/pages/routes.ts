import { ErrorRequestHandler, Request, Response, urlencoded } from 'express';
import Router from 'express-promise-router';
import { checksOf, mergeHold } from '../core/checks';
import { addComment, authorName } from '../core/comments';
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
import { MAX_COMMENT_BODY, MAX_FORM_BODY, MAX_PER_PAGE } from '../limits';
import { PullRecord } from '../store/pullStore';
import { fileRoutes } from './fileRoutes';
import { Site } from './layout';
import { commitPage, errorPage, pullsPage } from './otherPages';
import { LiveView, pullLive } from './pullLive';
import { pullPage } from './pullPage';
import { rememberedName, rememberName } from './remember';

const ACTIONS: FormAction[] = ['merge', 'close', 'reopen', 'comment'];

const formBody = urlencoded({ extended: false, limit: MAX_FORM_BODY });
const commentBody = urlencoded({ extended: false, limit: MAX_COMMENT_BODY });

// The empty tree, which git knows without being told: a first commit's "before"
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Who may press the buttons. */
export interface Door {
  /** The install's token, from which those of the forms follow. */
  token: string;
  /** Whether the browser was let in at the portal. */
  isLetIn: (req: Request) => Promise<boolean>;
}

/**
 * The pages of `/OWNER/REPO`, open to read, with buttons in browsers that were let
 * in only:
 * - `GET /pulls`, `GET /pull/N`, `GET /commit/SHA`, files at `/blob`, `/tree`, `/raw`
 * - `POST /pull/N/{merge,close,reopen,comment}`: the page's own forms only
 * - `GET /pull/N/live`: the part of the page that changes by itself
 */
export function pageRoutes(context: ForgeContext, site: Site, door: Door) {
  const { repository, lock } = context;
  const { token, isLetIn } = door;
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

  const liveView = async (
    pull: PullRecord,
    req: Request,
    problem?: string,
  ): Promise<LiveView> => {
    const isOpen = pull.state === 'open';
    const [files, possible, letIn] = await Promise.all([
      pullFiles(context, pull),
      isOpen ? mergeability(context, pull) : undefined,
      isLetIn(req),
    ]);
    return {
      pull,
      files,
      checks: checksOf(context, pull),
      hold: isOpen ? mergeHold(context, pull)?.reason : undefined,
      mergeability: possible,
      problem,
      ...(letIn && {
        tokens: {
          merge: tokenFor(pull, 'merge'),
          close: tokenFor(pull, 'close'),
          reopen: tokenFor(pull, 'reopen'),
          comment: tokenFor(pull, 'comment'),
        },
      }),
    };
  };

  const showPull = async (
    req: Request,
    res: Response,
    wrong: { problem?: string; draft?: string } = {},
  ) => {
    const pull = pullOf(req);
    const [live, commits] = await Promise.all([
      liveView(pull, req, wrong.problem),
      listCommits(repository, pullRange(pull), { max: MAX_PER_PAGE }),
    ]);
    const view = {
      ...live,
      commits,
      comments: context.comments.of(pull.number),
      author: rememberedName(req),
      draft: wrong.draft,
      diffForm: req.query.diff === 'split' ? 'split' : 'unified',
    } as const;
    res.set('Cache-Control', 'no-store').send(pullPage(site, view));
  };

  const act = async (action: FormAction, pull: PullRecord, req: Request) => {
    switch (action) {
      case 'merge':
        return mergePull(context, pull.number, { sha: pull.headSha });
      case 'close':
        return editPull(context, pull.number, { state: 'closed' });
      case 'reopen':
        return editPull(context, pull.number, { state: 'open' });
      default: {
        const author = authorName(req.body?.author);
        return addComment(context, pull.number, {
          body: req.body?.body,
          author,
        });
      }
    }
  };

  router.get('/', async (_req, res) => res.redirect(`${urls.html}/pulls`));

  router.get('/pulls', async (_req, res) => {
    res.send(pullsPage(site, context.pulls.list()));
  });

  router.get('/pull/:number', async (req, res) => {
    await showPull(req, res);
  });

  router.get('/pull/:number/live', async (req, res) => {
    const live = pullLive(site, await liveView(pullOf(req), req));
    res.set('Cache-Control', 'no-store').send(live.text);
  });

  router.post(
    '/pull/:number/:action',
    sameOrigin,
    (req, res, next) =>
      (req.params.action === 'comment' ? commentBody : formBody)(
        req,
        res,
        next,
      ),
    async (req, res) => {
      const action = ACTIONS.find(name => name === req.params.action);
      if (!action) {
        throw notFound(`a pull request has no button "${req.params.action}"`);
      }
      if (!(await isLetIn(req))) {
        throw new ForgeError(
          403,
          'Forbidden: this browser has not been let in; on the machine that runs the hub: ./lab open',
        );
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
        // a comment is about what was seen, and kept whatever came after
        if (sha !== pull.headSha && action !== 'comment') {
          throw new ForgeError(
            409,
            'The branch has changed since you opened this page. Nothing was done: look at it again, then decide.',
          );
        }
        await lock.run(() => act(action, pull, req));
        if (action === 'comment') rememberName(req, res);
      } catch (error) {
        if (!(error instanceof ForgeError)) throw error;
        res.status(error.status);
        await showPull(req, res, {
          problem: error.message,
          draft:
            action === 'comment' ? String(req.body?.body ?? '') : undefined,
        });
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
