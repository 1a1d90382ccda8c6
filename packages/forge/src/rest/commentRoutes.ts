import { json } from 'express';
import Router from 'express-promise-router';
import {
  addComment,
  commentShape,
  editComment,
  getComment,
} from '../core/comments';
import { ForgeContext } from '../core/context';
import { getPull } from '../core/pullRequests';
import { callerOf } from '../http/auth';
import { MAX_API_BODY } from '../limits';
import { linkNext, numberIn, pageOf } from './paging';

/**
 * GitHub's comments on pull requests (which are issues there):
 * - `GET|POST /issues/N/comments`
 * - `GET|PATCH /issues/comments/ID`
 */
export function commentRoutes(context: ForgeContext) {
  const { lock, urls } = context;
  const router = Router();
  router.use('/issues', json({ limit: MAX_API_BODY }));

  router.get('/issues/:number/comments', async (req, res) => {
    const { number } = getPull(context, numberIn(req, 'number'));
    const all = context.comments.of(number);
    const page = pageOf(req);
    const end = page.page * page.perPage;
    if (all.length > end) linkNext(req, res, urls.base, page);
    res.json(
      all
        .slice(end - page.perPage, end)
        .map(comment => commentShape(context, comment)),
    );
  });

  router.post('/issues/:number/comments', async (req, res) => {
    const comment = await lock.run(() =>
      addComment(context, numberIn(req, 'number'), {
        body: req.body?.body,
        author: callerOf(context, res),
      }),
    );
    res.status(201).json(commentShape(context, comment));
  });

  router.get('/issues/comments/:id', async (req, res) => {
    res.json(commentShape(context, getComment(context, numberIn(req, 'id'))));
  });

  router.patch('/issues/comments/:id', async (req, res) => {
    const comment = await lock.run(() =>
      editComment(context, numberIn(req, 'id'), req.body?.body),
    );
    res.json(commentShape(context, comment));
  });

  return router;
}
