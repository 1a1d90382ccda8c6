import { Urls } from '../core/urls';
import { Html, markup } from './html';
import { SCRIPT_PATH } from './live';

/** What all pages share. */
export interface Site {
  /** Paths, without the host. */
  urls: Urls;
  /** Address of the portal, for the way back. */
  portalUrl: string;
}

/** Where the pages' style is. */
export const STYLE_PATH = '/-/style.css';

/**
 * A whole page. `title` is plain text; with `live` a part of it is kept up to date.
 * `portalPath` is where the portal shows the same thing.
 */
export function page(
  site: Site,
  title: string,
  content: Html,
  options: { live?: boolean; portalPath?: string } = {},
): string {
  const name = `${site.urls.owner}/${site.urls.repo}`;
  const document = markup`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${name}</title>
        <link rel="stylesheet" href="${STYLE_PATH}" />
        ${options.live && markup`<script src="${SCRIPT_PATH}" defer></script>`}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <span class="here">${name}</span>
          <a href="${site.urls.html}/pulls">Pull requests</a>
          <a class="portal" href="${site.portalUrl}${
    options.portalPath ?? ''
  }">Back to the portal</a>
        </header>
        <main id="content">${content}</main>
      </body>
    </html> `;
  return document.text;
}

/** A moment as people write it, with the exact one in the markup. */
export function time(iso: string): Html {
  const date = new Date(iso);
  const text = `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return markup`<time datetime="${date.toISOString()}">${text}</time>`;
}

/** A commit as a link. */
export function commitLink(urls: Urls, sha: string): Html {
  return markup`<a class="sha" href="${urls.commit(sha)}">${sha.slice(
    0,
    7,
  )}</a>`;
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
