import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Request } from 'express';

/** Compares two secrets without telling by the time it takes how alike they are. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const LOGIN = /^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/;
const PERSON_TOKEN = /^lab_([A-Za-z0-9][A-Za-z0-9.-]{0,62})_[\w-]{43}$/;

/** Whether someone of this name can have a token. */
export const isLogin = (text: string) => LOGIN.test(text);

/**
 * The token of a person: it follows from the install's own, so it is the same
 * each time, is kept nowhere, and ends with the install's. What is written with
 * it is that person's.
 */
export function personToken(token: string, login: string): string {
  const mac = createHmac('sha256', token).update(`person:${login}`);
  return `lab_${login}_${mac.digest('base64url')}`;
}

/** What a request says of who sends it. */
export interface Caller {
  /** Nothing, a token that is right, or a wrong one. */
  state: 'absent' | 'right' | 'wrong';
  /** The person whose token it is; absent for the install's own. */
  login?: string;
}

/**
 * Who sends a request, by its token. `token X`, `Bearer X`, and basic with the
 * token as password are understood.
 */
export function callerBy(req: Request, token: string): Caller {
  const header = req.headers.authorization;
  if (!header) {
    return { state: 'absent' };
  }
  const given = givenToken(header);
  const login = PERSON_TOKEN.exec(given)?.[1];
  const right = login === undefined ? token : personToken(token, login);
  return sameSecret(given, right)
    ? { state: 'right', ...(login && { login }) }
    : { state: 'wrong' };
}

function givenToken(header: string): string {
  const [scheme, value = ''] = header.split(/ +(.*)/);
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return value;
    case 'basic': {
      const decoded = Buffer.from(value, 'base64').toString();
      return decoded.slice(decoded.indexOf(':') + 1);
    }
    default:
      return '';
  }
}

/** What a button of a page does. */
export type FormAction = 'merge' | 'close' | 'reopen' | 'comment';

/**
 * The token in a form of a pull request page: good for this action, this pull
 * request and this commit only, and of no use anywhere else.
 */
export function formToken(
  token: string,
  form: { repository: string; number: number; sha: string; action: FormAction },
): string {
  return createHmac('sha256', token)
    .update(
      JSON.stringify([form.repository, form.number, form.sha, form.action]),
    )
    .digest('base64url');
}
