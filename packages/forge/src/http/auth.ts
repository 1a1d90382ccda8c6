import { RequestHandler, Response } from 'express';
import { ForgeContext } from '../core/context';
import { ForgeError } from '../errors';
import { callerBy } from './secrets';

/** Refuses a wrong token anywhere, and a missing one wherever something is written. */
export function requireToken(
  token: string,
  writes: (method: string) => boolean,
): RequestHandler {
  return (req, res, next) => {
    const { state, login } = callerBy(req, token);
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
    res.locals.login = login;
    next();
  };
}

/** Methods that change something in the REST API. */
export function isWrite(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** Who a request that `requireToken` let through acts as: a person, else the owner. */
export function callerOf({ urls }: ForgeContext, res: Response): string {
  return res.locals.login ?? urls.owner;
}
