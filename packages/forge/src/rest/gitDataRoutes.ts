import { json } from 'express';
import Router from 'express-promise-router';
import { createBranch, deleteBranch, moveBranch } from '../core/branches';
import { ForgeContext } from '../core/context';
import { gitCommitShape } from '../core/shapes';
import { invalid, notFound } from '../errors';
import { readCommit } from '../git/commits';
import { writeCommit } from '../git/merge';
import { fullSha } from '../git/names';
import { resolveCommit } from '../git/refs';
import { lookUp, peel } from '../git/objects';
import { listTree, readBlob, writeBlob } from '../git/trees';
import { writeTree } from '../git/writeTree';
import { MAX_API_BODY } from '../limits';
import { commitInput, treeInput } from './gitDataInput';

/**
 * GitHub's git database:
 * - `GET|POST /git/blobs`, `GET|POST /git/trees`, `GET|POST /git/commits`
 * - `GET /git/ref/heads/B`, `POST /git/refs`, `PATCH|DELETE /git/refs/heads/B`
 */
export function gitDataRoutes(context: ForgeContext) {
  const { repository, urls } = context;
  const router = Router();
  router.use('/git', json({ limit: MAX_API_BODY }));

  router.get('/git/blobs/:sha', async (req, res) => {
    const sha = fullSha(req.params.sha, 'sha', 'Blob');
    const content = await readBlob(repository, sha);
    if (!content) {
      throw notFound(`there is no blob ${sha}`);
    }
    res.json({
      sha,
      url: `${urls.api}/git/blobs/${sha}`,
      size: content.length,
      encoding: 'base64',
      content: content.toString('base64'),
    });
  });

  router.post('/git/blobs', async (req, res) => {
    const { content, encoding = 'utf-8' } = req.body ?? {};
    if (typeof content !== 'string') {
      throw invalid('Blob', 'content', 'must be text');
    }
    if (encoding !== 'utf-8' && encoding !== 'base64') {
      throw invalid('Blob', 'encoding', 'must be "utf-8" or "base64"');
    }
    const sha = await writeBlob(repository, Buffer.from(content, encoding));
    res.status(201).json({ sha, url: `${urls.api}/git/blobs/${sha}` });
  });

  const treeShape = async (sha: string, recursive: boolean) => ({
    sha,
    url: `${urls.api}/git/trees/${sha}`,
    truncated: false,
    tree: (await listTree(repository, sha, recursive)).map(entry => ({
      ...entry,
      url: `${urls.api}/git/${entry.type}s/${entry.sha}`,
    })),
  });

  router.get(/^\/git\/trees\/(.+)$/, async (req, res) => {
    const name = req.params[0];
    const sha =
      (await resolveCommit(repository, name)) ??
      fullSha(name, 'tree_sha', 'Tree');
    const tree = await peel(repository, sha, 'tree');
    if (!tree) {
      throw notFound(`there is no tree ${name}`);
    }
    const recursive = !['', '0', 'false'].includes(
      String(req.query.recursive ?? ''),
    );
    res.json({ ...(await treeShape(tree, recursive)), sha });
  });

  router.post('/git/trees', async (req, res) => {
    const { baseTree, entries } = treeInput(req.body);
    const base = baseTree && (await peel(repository, baseTree, 'tree'));
    if (baseTree && !base) {
      throw invalid('Tree', 'base_tree', `there is no tree ${baseTree}`);
    }
    const given = entries.flatMap(({ sha }) => sha ?? []);
    const found = await lookUp(
      repository,
      given.map(sha => `${sha}^{blob}`),
    );
    const missing = given.find((_, i) => !found[i]);
    if (missing) {
      throw invalid('Tree', 'tree.sha', `there is no blob ${missing}`);
    }
    const changes = [];
    for (const { content, ...entry } of entries) {
      const written =
        content === undefined
          ? entry.sha
          : await writeBlob(repository, Buffer.from(content));
      changes.push({ ...entry, sha: written });
    }
    const sha = await writeTree(repository, base, changes);
    res.status(201).json(await treeShape(sha, false));
  });

  router.get('/git/commits/:sha', async (req, res) => {
    const sha = fullSha(req.params.sha, 'sha', 'Commit');
    if (!(await peel(repository, sha, 'commit'))) {
      throw notFound(`there is no commit ${sha}`);
    }
    res.json(gitCommitShape(urls, await readCommit(repository, sha)));
  });

  router.post('/git/commits', async (req, res) => {
    const input = commitInput(req.body);
    if ((await peel(repository, input.tree, 'tree')) !== input.tree) {
      throw invalid('Commit', 'tree', `there is no tree ${input.tree}`);
    }
    for (const parent of input.parents) {
      if ((await peel(repository, parent, 'commit')) !== parent) {
        throw invalid('Commit', 'parents', `there is no commit ${parent}`);
      }
    }
    const sha = await writeCommit(repository, input);
    const commit = await readCommit(repository, sha);
    res.status(201).json(gitCommitShape(urls, commit));
  });

  const refShape = ({ ref, sha }: { ref: string; sha: string }) => ({
    ref,
    url: `${urls.api}/git/${ref}`,
    object: { type: 'commit', sha, url: `${urls.api}/git/commits/${sha}` },
  });

  router.get(/^\/git\/refs?\/(heads|tags)\/(.+)$/, async (req, res) => {
    const ref = `refs/${req.params[0]}/${req.params[1]}`;
    const sha = await resolveCommit(repository, ref);
    if (!sha) {
      throw notFound(`there is no ${ref}`);
    }
    res.json(refShape({ ref, sha }));
  });

  router.post('/git/refs', async (req, res) => {
    const made = await context.lock.run(() =>
      createBranch(context, req.body ?? {}),
    );
    res.status(201).json(refShape(made));
  });

  router.patch(/^\/git\/refs\/(.+)$/, async (req, res) => {
    const moved = await context.lock.run(() =>
      moveBranch(context, req.params[0], req.body ?? {}),
    );
    res.json(refShape(moved));
  });

  router.delete(/^\/git\/refs\/(.+)$/, async (req, res) => {
    await context.lock.run(() => deleteBranch(context, req.params[0]));
    res.sendStatus(204);
  });

  return router;
}
