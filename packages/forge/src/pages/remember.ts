import { Request, Response } from 'express';

const COOKIE = 'forge-name';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Keeps in the browser who wrote a comment, so that the next form has the name. */
export function rememberName(req: Request, res: Response): void {
  res.cookie(COOKIE, String(req.body?.author ?? '').trim(), {
    httpOnly: true,
    sameSite: 'strict',
    maxAge: YEAR_MS,
  });
}

/** Who wrote last in this browser, if anybody did. */
export function rememberedName(req: Request): string | undefined {
  const found = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(
    req.headers.cookie ?? '',
  );
  try {
    return found ? decodeURIComponent(found[1]) : undefined;
  } catch {
    return undefined;
  }
}
