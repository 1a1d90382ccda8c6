/**
 * What lets a person in at the local hub: the secret of an install, the one-time
 * codes and the browser sessions that are made with it.
 *
 * @packageDocumentation
 */
export { makeCode, CodeBook, CODE_MINUTES } from './codes';
export type { Redeemed } from './codes';
export {
  admits,
  makeSession,
  sessionCookie,
  sessionHeader,
  SESSION_DAYS,
} from './sessions';
export { codeUrl, CODE_PATH } from './address';
