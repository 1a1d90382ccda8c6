import { ErrorRequestHandler, RequestHandler } from 'express';
import { ForgeError } from '../errors';
import { ForgeLogger } from '../logger';

/** Status and words for anything that was thrown; unexpected errors are logged. */
export function describeError(
  error: unknown,
  logger: ForgeLogger,
): { status: number; message: string; errors?: unknown[] } {
  if (error instanceof ForgeError) {
    const { status, message, errors } = error;
    return { status, message, ...(errors ? { errors } : {}) };
  }
  // what Express and its body parser refuse: broken JSON, a body too large
  const { status } = error as { status?: unknown };
  if (error instanceof Error && typeof status === 'number' && status < 500) {
    return { status, message: error.message };
  }
  logger.error(
    error instanceof Error ? error.stack ?? error.message : String(error),
  );
  return { status: 500, message: 'Server Error: see the log of the forge' };
}

/** Names the route that nothing serves. */
export const unknownRoute: RequestHandler = req => {
  throw new ForgeError(
    404,
    `Not Found: ${req.method} ${
      req.originalUrl.split('?')[0]
    } is not served by this forge`,
  );
};

/** Errors in the form GitHub's REST API has. */
export function apiErrors(logger: ForgeLogger): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const { status, ...body } = describeError(error, logger);
    if (status === 401) res.set('WWW-Authenticate', 'Basic realm="forge"');
    res.status(status).json({ ...body, status: String(status) });
  };
}
