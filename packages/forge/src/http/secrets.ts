import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Request } from 'express';

/** Compares two secrets without telling by the time it takes how alike they are. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * What a request says about the token: nothing, the right one, or a wrong one.
 * `token X`, `Bearer X`, and basic with the token as password are understood.
 */
export function tokenOf(
  req: Request,
  token: string,
): 'absent' | 'right' | 'wrong' {
  const header = req.headers.authorization;
  if (!header) {
    return 'absent';
  }
  const [scheme, value = ''] = header.split(/ +(.*)/);
  switch (scheme.toLowerCase()) {
    case 'token':
    case 'bearer':
      return sameSecret(value, token) ? 'right' : 'wrong';
    case 'basic': {
      const decoded = Buffer.from(value, 'base64').toString();
      const password = decoded.slice(decoded.indexOf(':') + 1);
      return sameSecret(password, token) ? 'right' : 'wrong';
    }
    default:
      return 'wrong';
  }
}

/** What a button of a page does. */
export type FormAction = 'merge' | 'close' | 'reopen';

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
