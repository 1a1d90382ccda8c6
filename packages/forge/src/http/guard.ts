import { RequestHandler } from 'express';
import { ForgeError } from '../errors';

/**
 * Refuses what another web page could make a browser send: a name that is not
 * the forge's own (DNS rebinding: 421) and a foreign origin (403). Opening a
 * page by a link from elsewhere stays possible.
 */
export function guard(hosts: string[]): RequestHandler {
  const origins = hosts.flatMap(host => [`http://${host}`, `https://${host}`]);
  return (req, _res, next) => {
    const { host, origin } = req.headers;
    if (!host || !hosts.includes(host.toLowerCase())) {
      throw new ForgeError(
        421,
        `Misdirected Request: this forge is ${hosts.join(' or ')}, not ${
          host ?? 'a request without Host'
        }`,
      );
    }
    if (origin !== undefined && !origins.includes(origin)) {
      throw new ForgeError(403, `Forbidden: requests from ${origin}`);
    }
    const reading = req.method === 'GET' || req.method === 'HEAD';
    const site = req.headers['sec-fetch-site'];
    if (!reading && site !== undefined && site !== 'same-origin') {
      throw new ForgeError(403, `Forbidden: a ${site} request may not write`);
    }
    next();
  };
}

/** Lets a form through only when the browser says that it is the forge's own page. */
export const sameOrigin: RequestHandler = (req, _res, next) => {
  const { origin } = req.headers;
  const site = req.headers['sec-fetch-site'];
  if (origin === undefined && site !== 'same-origin') {
    throw new ForgeError(
      403,
      'Forbidden: the form did not say where it comes from; press the button on the pull request page',
    );
  }
  next();
};

// One script, which asks for the page's own parts; nothing from outside, and
// others may not frame the pages
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Headers of every answer. */
export const securityHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Resource-Policy': 'same-origin',
    // not no-referrer: with that, browsers send "Origin: null" with the forms
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
};
