import { Request, Response } from 'express';
import { invalid, notFound } from '../errors';
import { MAX_PER_PAGE } from '../limits';

export interface Page {
  page: number;
  perPage: number;
}

/** One text of the query, or undefined. Errors: 422 when it is given twice. */
export function queryText(req: Request, name: string): string | undefined {
  const value = req.query[name];
  if (value === undefined || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalid('Query', name, 'must be given once, as text');
  }
  return value;
}

function queryNumber(req: Request, name: string, fallback: number): number {
  const text = queryText(req, name);
  if (text === undefined) {
    return fallback;
  }
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw invalid('Query', name, 'must be a whole number');
  }
  return value;
}

/** GitHub's `page` (from 1) and `per_page` (30 unless told, at most 100). */
export function pageOf(req: Request): Page {
  return {
    page: Math.max(1, queryNumber(req, 'page', 1)),
    perPage: Math.min(
      MAX_PER_PAGE,
      Math.max(1, queryNumber(req, 'per_page', 30)),
    ),
  };
}

/** Tells the client where the next page is, as GitHub does. */
export function linkNext(
  req: Request,
  res: Response,
  base: string,
  page: Page,
) {
  const url = new URL(req.originalUrl, base);
  url.searchParams.set('page', String(page.page + 1));
  res.set('Link', `<${url.href}>; rel="next"`);
}

/** A number that is part of the path. Errors: 404, as for one that isn't there. */
export function numberIn(req: Request, name: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(req.params[name])) {
    throw notFound(`there is no ${name} ${req.params[name]}`);
  }
  return Number(req.params[name]);
}
