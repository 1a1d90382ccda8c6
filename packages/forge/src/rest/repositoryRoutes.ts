import Router from 'express-promise-router';
import { ForgeContext } from '../core/context';
import { commitShape, repositoryShape } from '../core/shapes';
import { ForgeError, notFound } from '../errors';
import { listCommits, readCommit } from '../git/commits';
import { repositoryPath } from '../git/names';
import { resolveCommit } from '../git/refs';
import { GitError } from '../git/run';
import { linkNext, pageOf, queryText } from './paging';

/** The commit that `ref` means. Errors: GitHub's 422. */
export async function commitFor(
  context: ForgeContext,
  ref: string,
): Promise<string> {
  const sha = await resolveCommit(context.repository, ref);
  if (!sha) {
    throw new ForgeError(422, `No commit found for SHA: ${ref}`);
  }
  return sha;
}

/**
 * - `GET /` the repository; with the token also `permissions`
 * - `GET /commits?sha&path&per_page&page`
 * - `GET /commits/REF`
 * - `GET /tarball/REF` a tar.gz in which all is below one folder
 */
export function repositoryRoutes(context: ForgeContext) {
  const { repository, urls, defaultBranch } = context;
  const router = Router();

  router.get('/', async (_req, res) => {
    res.json(
      repositoryShape(urls, defaultBranch, {
        createdAt: context.createdAt,
        mayWrite: res.locals.mayWrite === true,
      }),
    );
  });

  router.get('/commits', async (req, res) => {
    const ref = queryText(req, 'sha') ?? defaultBranch;
    const sha = await resolveCommit(repository, ref);
    if (!sha) {
      throw ref === defaultBranch
        ? new ForgeError(409, 'Git Repository is empty.')
        : notFound(`there is no commit ${ref}`);
    }
    const page = pageOf(req);
    const commits = await listCommits(repository, [sha], {
      max: page.perPage + 1,
      skip: (page.page - 1) * page.perPage,
      path: repositoryPath(queryText(req, 'path') ?? ''),
    });
    if (commits.length > page.perPage) linkNext(req, res, urls.base, page);
    res.json(
      commits.slice(0, page.perPage).map(commit => commitShape(urls, commit)),
    );
  });

  router.get(/^\/commits\/(.+)$/, async (req, res) => {
    const sha = await commitFor(context, req.params[0]);
    res.set('ETag', `"${sha}"`);
    res.json(commitShape(urls, await readCommit(repository, sha)));
  });

  router.get(/^\/tarball\/(.+)$/, async (req, res) => {
    const sha = await commitFor(context, req.params[0]);
    const name = `${urls.owner}-${urls.repo}-${sha.slice(0, 7)}`;
    try {
      const { stdout } = await repository.git([
        'archive',
        '--format=tar.gz',
        `--prefix=${name}/`,
        sha,
      ]);
      res.attachment(`${name}.tar.gz`).type('application/x-gzip').send(stdout);
    } catch (error) {
      if (error instanceof GitError && error.tooLarge) {
        throw new ForgeError(413, 'The archive is too large; clone instead');
      }
      throw error;
    }
  });

  return router;
}
