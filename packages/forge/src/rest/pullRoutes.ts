import { json, Request } from 'express';
import Router from 'express-promise-router';
import { mergeHold } from '../core/checks';
import { ForgeContext, plainRepository } from '../core/context';
import { mergeability, mergePull } from '../core/mergePull';
import {
  editPull,
  getPull,
  headBranch,
  openPull,
  pullFiles,
  pullRange,
  pullText,
} from '../core/pullRequests';
import { commitShape, pullShape } from '../core/shapes';
import { encodePath } from '../core/urls';
import { invalid, notFound } from '../errors';
import { listCommits } from '../git/commits';
import { MAX_API_BODY } from '../limits';
import { PullRecord } from '../store/pullStore';
import { linkNext, numberIn, pageOf, queryText } from './paging';

/**
 * GitHub's pull requests:
 * - `GET /pulls?state=open|closed|all&head=OWNER:BRANCH&base&page&per_page`, `POST /pulls`
 * - `GET|PATCH /pulls/N` (as text with Accept `application/vnd.github.v3.diff` or `.patch`), `GET /pulls/N/files`, `GET /pulls/N/commits`
 * - `GET /pulls/N/merge` (204 merged, 404 not), `PUT /pulls/N/merge` (409 on a conflict)
 */
export function pullRoutes(context: ForgeContext) {
  const { repository, urls, lock } = context;
  const router = Router();
  router.use('/pulls', json({ limit: MAX_API_BODY }));

  const numberOf = (req: Request) => numberIn(req, 'number');

  const shape = async (pull: PullRecord) => {
    const mergeable =
      pull.state === 'open'
        ? (await mergeability(context, pull)).mergeable
        : null;
    const held =
      pull.state === 'open' && mergeHold(context, pull) !== undefined;
    return pullShape(urls, pull, plainRepository(context), mergeable, held);
  };

  router.get('/pulls', async (req, res) => {
    const state = queryText(req, 'state') ?? 'open';
    if (!['open', 'closed', 'all'].includes(state)) {
      throw invalid('PullRequest', 'state', 'must be open, closed or all');
    }
    const head = queryText(req, 'head');
    const headRef = head && headBranch(context, head);
    const base = queryText(req, 'base');
    const found = context.pulls
      .list()
      .filter(pull => state === 'all' || pull.state === state)
      .filter(pull => !headRef || pull.headRef === headRef)
      .filter(pull => !base || pull.baseRef === base);
    const page = pageOf(req);
    const end = page.page * page.perPage;
    if (found.length > end) linkNext(req, res, urls.base, page);
    const repo = plainRepository(context);
    res.json(
      found
        .slice(end - page.perPage, end)
        .map(pull => pullShape(urls, pull, repo, null)),
    );
  });

  router.post('/pulls', async (req, res) => {
    const pull = await lock.run(() =>
      openPull(context, { ...req.body, author: res.locals.login }),
    );
    res
      .status(201)
      .location(`${urls.api}/pulls/${pull.number}`)
      .json(await shape(pull));
  });

  router.get('/pulls/:number', async (req, res) => {
    const pull = getPull(context, numberOf(req));
    const form = /\.(diff|patch)\b/.exec(req.headers.accept ?? '')?.[1];
    if (form) {
      res.type('text/plain').send(await pullText(context, pull, form));
      return;
    }
    res.json(await shape(pull));
  });

  router.patch('/pulls/:number', async (req, res) => {
    const pull = await lock.run(() =>
      editPull(context, numberOf(req), req.body ?? {}),
    );
    res.json(await shape(pull));
  });

  router.get('/pulls/:number/files', async (req, res) => {
    const pull = getPull(context, numberOf(req));
    const files = await pullFiles(context, pull);
    res.json(
      files.map(file => ({
        sha: file.blob,
        filename: file.path,
        status: file.status,
        additions: file.additions,
        deletions: file.deletions,
        changes: file.additions + file.deletions,
        blob_url: urls.blob(pull.headSha, file.path),
        raw_url: `${urls.html}/raw/${pull.headSha}/${encodePath(file.path)}`,
        previous_filename: file.previousPath,
        // GitHub's patch has the hunks only
        patch: file.patch?.match(/^@@[\s\S]*/m)?.[0],
      })),
    );
  });

  router.get('/pulls/:number/commits', async (req, res) => {
    const pull = getPull(context, numberOf(req));
    const page = pageOf(req);
    const commits = await listCommits(repository, pullRange(pull), {
      max: page.perPage,
      skip: (page.page - 1) * page.perPage,
    });
    res.json(commits.reverse().map(commit => commitShape(urls, commit)));
  });

  router.get('/pulls/:number/merge', async (req, res) => {
    const pull = getPull(context, numberOf(req));
    if (!pull.mergedAt) {
      throw notFound(`#${pull.number} is not merged`);
    }
    res.sendStatus(204);
  });

  router.put('/pulls/:number/merge', async (req, res) => {
    const pull = await lock.run(() =>
      mergePull(context, numberOf(req), { ...req.body, by: res.locals.login }),
    );
    res.json({
      sha: pull.mergeCommitSha,
      merged: true,
      message: 'Pull Request successfully merged',
    });
  });

  return router;
}
