import Router from 'express-promise-router';
import { ForgeContext } from '../core/context';
import { notFound } from '../errors';
import { repositoryPath } from '../git/names';
import { splitRefAndPath } from '../git/refs';
import { findEntry, listTree, readBlob } from '../git/trees';
import { RAW_HEADERS } from '../rest/contentRoutes';
import { Site } from './layout';
import { blobPage, treePage } from './otherPages';

/**
 * Files of the repository, with REF a branch or a commit:
 * `GET /blob/REF/PATH` and `/tree/REF/PATH` as a page (either takes files and
 * folders), `GET /raw/REF/PATH` as they are; `/edit/REF/PATH` is the file's page.
 */
export function fileRoutes(context: ForgeContext, site: Site) {
  const { repository } = context;
  const router = Router();

  const find = async (text: string) => {
    const place = await splitRefAndPath(repository, text);
    const path = place && repositoryPath(place.path);
    const entry =
      place && path !== undefined
        ? await findEntry(repository, place.sha, path)
        : undefined;
    if (!place || !entry) {
      throw notFound(`there is no ${text}`);
    }
    const blob =
      entry.type === 'blob' ? await readBlob(repository, entry.sha) : undefined;
    return { ref: place.ref, path: path ?? '', entry, blob };
  };

  router.get(/^\/(?:blob|tree)\/(.+)$/, async (req, res) => {
    const { entry, blob, ...place } = await find(req.params[0]);
    if (blob) {
      res.send(blobPage(site, place, blob));
      return;
    }
    const entries = await listTree(repository, entry.sha, false);
    res.send(treePage(site, place, entries));
  });

  // Backstage's pencil leads here; the forge has no editor, but the file.
  router.get(/^\/edit\/(.+)$/, async (req, res) => {
    await find(req.params[0]);
    res.redirect(req.originalUrl.replace('/edit/', '/blob/'));
  });

  router.get(/^\/raw\/(.+)$/, async (req, res) => {
    const { entry, blob } = await find(req.params[0]);
    if (!blob) {
      throw notFound(`${req.params[0]} is no file`);
    }
    res.set(RAW_HEADERS).set('ETag', `"${entry.sha}"`).send(blob);
  });

  return router;
}
