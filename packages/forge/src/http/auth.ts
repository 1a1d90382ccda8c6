import { RequestHandler } from 'express';
import { ForgeError } from '../errors';
import { tokenOf } from './secrets';

/** Refuses a wrong token anywhere, and a missing one wherever something is written. */
export function requireToken(
  token: string,
  writes: (method: string) => boolean,
): RequestHandler {
  return (req, res, next) => {
    const state = tokenOf(req, token);
    if (state === 'wrong') {
      throw new ForgeError(401, 'Bad credentials');
    }
    if (state === 'absent' && writes(req.method)) {
      throw new ForgeError(
        401,
        'Requires authentication: send the forge token as "Authorization: Bearer TOKEN"',
      );
    }
    res.locals.mayWrite = state === 'right';
    next();
  };
}

/** Methods that change something in the REST API. */
export function isWrite(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}
