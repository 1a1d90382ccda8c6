import { createHash } from 'node:crypto';
import { RequestHandler } from 'express';

/**
 * Gives every JSON answer to a GET an ETag, and 304 to who has that answer, as
 * GitHub does; a route with an ETag of its own keeps that. GitHub heeds no
 * `Cache-Control: no-cache`, which Node's fetch adds by itself.
 */
export const conditional: RequestHandler = (req, res, next) => {
  if (req.method !== 'GET') {
    next();
    return;
  }
  delete req.headers['cache-control'];
  const json = res.json.bind(res);
  res.json = body => {
    if (res.statusCode === 200 && !res.get('ETag')) {
      const hash = createHash('sha256').update(JSON.stringify(body));
      res.set('ETag', `W/"${hash.digest('hex')}"`);
    }
    return json(body);
  };
  next();
};
