import { parse } from 'cookie';
import { sign, verify } from './signed';

/** How long a browser stays let in, in days. */
export const SESSION_DAYS = 90;

/**
 * Name of a hub's cookie. Cookies of `localhost` are for all of its ports, so the
 * name has the portal's, by its address: hubs side by side keep their own.
 */
export function sessionCookie(portalUrl: string): string {
  const { port, protocol } = new URL(portalUrl);
  return `lab-session-${port || (protocol === 'https:' ? '443' : '80')}`;
}

/**
 * A session, the value of that cookie.
 *
 * @param lifetime - as in `5m`; a browser's {@link SESSION_DAYS} unless told
 */
export const makeSession = (
  secret: string,
  lifetime = `${SESSION_DAYS}d`,
): Promise<string> => sign(secret, 'illm-lab:session', lifetime);

/**
 * The header `Cookie` of a program that has the secret, good for a few minutes:
 * with it the command line signs in as a browser does that was let in.
 */
export const sessionHeader = async (
  secret: string,
  portalUrl: string,
): Promise<string> =>
  `${sessionCookie(portalUrl)}=${await makeSession(secret, '5m')}`;

/** Whether a request's header `Cookie` has this hub's session. */
export async function admits(
  secret: string,
  portalUrl: string,
  cookies: string | undefined,
): Promise<boolean> {
  const session = parse(cookies ?? '')[sessionCookie(portalUrl)];
  return (
    session !== undefined &&
    (await verify(secret, 'illm-lab:session', session)) !== undefined
  );
}
