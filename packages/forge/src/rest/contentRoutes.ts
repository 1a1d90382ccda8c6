import Router from 'express-promise-router';
import { ForgeContext } from '../core/context';
import { contentsUrl } from '../core/shapes';
import { notFound } from '../errors';
import { repositoryPath } from '../git/names';
import { resolveCommit } from '../git/refs';
import { findEntry, listTree, readBlob, TreeEntry } from '../git/trees';
import { queryText } from './paging';

/** A file of the repository is never a page of the forge, whatever is in it. */
export const RAW_HEADERS = {
  'Content-Type': 'application/octet-stream',
  'Content-Security-Policy': "default-src 'none'; sandbox",
};

/**
 * `GET /contents/PATH?ref`: a file as JSON with base64, or as it is with
 * `Accept: application/vnd.github.raw`; a folder as a list. Answers carry an
 * ETag, and 304 when it is sent back.
 */
export function contentRoutes(context: ForgeContext) {
  const { repository, urls, defaultBranch } = context;
  const router = Router();

  const entryShape = (entry: TreeEntry, path: string, ref: string) => ({
    type: { blob: 'file', tree: 'dir', commit: 'submodule' }[entry.type],
    name: path.split('/').at(-1),
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: contentsUrl(urls, path, ref),
    html_url: urls.blob(ref, path),
    git_url: `${urls.api}/git/${entry.type}s/${entry.sha}`,
    download_url:
      entry.type === 'blob'
        ? urls
            .blob(ref, path)
            .replace(`${urls.html}/blob/`, `${urls.html}/raw/`)
        : null,
  });

  router.get(/^\/contents(?:\/(.*))?$/, async (req, res) => {
    const path = repositoryPath(req.params[0] ?? '');
    const ref = queryText(req, 'ref') ?? defaultBranch;
    const commit = await resolveCommit(repository, ref);
    const entry = commit && (await findEntry(repository, commit, path));
    if (!entry) {
      throw notFound(`there is no ${path || '/'} at ${ref}`);
    }
    res.set('ETag', `"${entry.sha}"`).vary('Accept');
    if (entry.type === 'tree') {
      const entries = await listTree(repository, entry.sha, false);
      const prefix = path ? `${path}/` : '';
      res.json(
        entries.map(child => entryShape(child, prefix + child.path, ref)),
      );
      return;
    }
    const content = (await readBlob(repository, entry.sha)) ?? Buffer.alloc(0);
    const accept = req.headers.accept ?? '';
    if (/application\/vnd\.github(\.v3)?\.raw/.test(accept)) {
      res.set(RAW_HEADERS).send(content);
      return;
    }
    res.json({
      ...entryShape(entry, path, ref),
      encoding: 'base64',
      content: content.toString('base64'),
    });
  });

  return router;
}
