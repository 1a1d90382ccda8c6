import { RootLifecycleService } from '@backstage/backend-plugin-api';
import { RequestHandler } from 'express';
import { Server } from 'node:http';

/** Time for answers under way once the plugins have ended, in ms. */
const LAST_ANSWERS_MS = 2_000;

/**
 * Lets go of clients while the portal is being stopped: from the moment that it
 * is no longer ready until the server closes (`backend.lifecycle.serverShutdownDelay`)
 * each answer closes its connection, so that a proxy or browser takes another
 * replica for its next request. What is open after the plugins have ended, such
 * as the event bus' own long polls, is cut.
 *
 * @returns middleware to be used before all routes
 */
export function drainOnShutdown(
  lifecycle: RootLifecycleService,
  server: Server,
): RequestHandler {
  let draining = false;
  lifecycle.addBeforeShutdownHook(() => {
    draining = true;
  });
  lifecycle.addShutdownHook(() => {
    setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
  });
  return (_request, response, next) => {
    if (draining) {
      response.setHeader('connection', 'close');
    }
    next();
  };
}
