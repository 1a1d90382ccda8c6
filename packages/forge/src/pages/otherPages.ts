import { Commit } from '../git/commits';
import { FileDiff } from '../git/diff';
import { TreeEntry } from '../git/trees';
import { PullRecord } from '../store/pullStore';
import { diffs, fileList } from './diffView';
import { Html, markup } from './html';
import { commitLink, count, page, Site, time } from './layout';
import { badge } from './pullPage';

/** All pull requests, newest first. */
export function pullsPage(site: Site, pulls: PullRecord[]): string {
  const open = pulls.filter(pull => pull.state === 'open').length;
  const item = (pull: PullRecord): Html => markup`<li>
    <div class="meta">
      ${badge(pull)}
      <a href="${site.urls.pull(pull.number)}">${pull.title}</a>
    </div>
    <span class="muted">
      #${pull.number} by ${pull.author.name}, ${time(pull.createdAt)}
    </span>
  </li>`;
  const content = markup`<h1>Pull requests</h1>
    ${
      pulls.length === 0
        ? markup`<p>
          There are none yet. The portal's <em>Create</em> page opens
          them${
            site.portalUrl &&
            markup`: <a href="${site.portalUrl}/create">go there</a>`
          }.
        </p>`
        : markup`<p>${open} open, ${pulls.length - open} closed or merged</p>
          <ul class="list">
            ${pulls.map(item)}
          </ul>`
    }`;
  return page(site, 'Pull requests', content);
}

/** One commit with its diff against its first parent. */
export function commitPage(
  site: Site,
  commit: Commit,
  files: FileDiff[],
): string {
  const [subject, ...rest] = commit.message.split('\n');
  const text = rest.join('\n').trim();
  const content = markup`<h1>${subject}</h1>
    <div class="meta">
      <span>
        <code>${commit.sha}</code> by <strong>${commit.author.name}</strong>
        ${time(commit.author.date)}
      </span>
      ${commit.parents.map(
        sha => markup`<span>parent ${commitLink(site.urls, sha)}</span>`,
      )}
    </div>
    ${
      text &&
      markup`<section class="box">
      <div class="body"><pre>${text}</pre></div>
    </section>`
    }
    <h2>${count(files.length, 'changed file')}</h2>
    ${fileList(files)} ${diffs(files)}`;
  return page(site, subject, content);
}

/** Where in the repository a page is: the ref and the path, and the way up. */
export interface Place {
  ref: string;
  path: string;
}

/** A folder. */
export function treePage(
  site: Site,
  place: Place,
  entries: TreeEntry[],
): string {
  const prefix = place.path ? `${place.path}/` : '';
  const content = markup`<h1>${place.path || '/'}</h1>
    <p class="muted">at <code>${place.ref}</code></p>
    <ul class="list">
      ${entries.map(entry => {
        const url = site.urls.blob(place.ref, prefix + entry.path);
        return markup`<li>
          <a href="${url}">${entry.path}${entry.type === 'tree' && '/'}</a>
        </li>`;
      })}
    </ul>`;
  return page(site, `${place.path || '/'} at ${place.ref}`, content);
}

/** A file as text. */
export function blobPage(site: Site, place: Place, content: Buffer): string {
  const binary = content.subarray(0, 8000).includes(0);
  const body = binary
    ? markup`<div class="body">
        <p>Binary file of ${count(content.length, 'byte')}.</p>
      </div>`
    : markup`<div
        class="scroll body"
        tabindex="0"
        role="region"
        aria-label="Content of ${place.path}"
      >
        <pre>${content.toString()}</pre>
      </div>`;
  const shown = markup`<h1>${place.path}</h1>
    <p class="muted">at <code>${place.ref}</code></p>
    <section class="box">${body}</section>`;
  return page(site, `${place.path} at ${place.ref}`, shown);
}

/** An error in words. */
export function errorPage(site: Site, status: number, message: string): string {
  const content = markup`<h1>That did not work</h1>
    <div class="note warn" role="alert"><p>${message}</p></div>
    <p class="muted">HTTP status ${status}</p>`;
  return page(site, 'Error', content);
}
