import { Commit } from '../git/commits';
import { CommentRecord } from '../store/commentStore';
import { PullRecord } from '../store/pullStore';
import { notesOf } from './checksView';
import { commentsView } from './commentsView';
import { DiffForm, diffs, fileList } from './diffView';
import { Html, markup } from './html';
import { commitLink, count, page, Site, time } from './layout';
import { markdown } from './markdown';
import { LiveView, pullLive } from './pullLive';

export type PullState = 'open' | 'merged' | 'closed';

/** Merged is a state of its own on the pages. */
export function pullState(pull: PullRecord): PullState {
  return pull.mergedAt ? 'merged' : pull.state;
}

const BADGES: Record<PullState, { sign: string; word: string }> = {
  open: { sign: '○', word: 'Open' },
  merged: { sign: '✓', word: 'Merged' },
  closed: { sign: '✕', word: 'Closed' },
};

/** State as a shape and a word, not as a colour alone. */
export function badge(pull: PullRecord): Html {
  const state = pullState(pull);
  const { sign, word } = BADGES[state];
  return markup`<span class="badge ${state}"><span aria-hidden="true">${sign}</span>${word}</span>`;
}

/** Everything a pull request page shows. */
export interface PullView extends LiveView {
  commits: Commit[];
  comments: CommentRecord[];
  /** Who wrote last in this browser. */
  author?: string;
  /** A comment that could not be kept. */
  draft?: string;
  diffForm: DiffForm;
}

/** The page of one pull request. */
export function pullPage(site: Site, view: PullView): string {
  const { pull, files, commits, diffForm } = view;
  const content = markup`
    <h1>${pull.title} <span class="muted">#${pull.number}</span></h1>
    <div class="meta">
      ${badge(pull)}
      <span>
        Opened by <strong>${pull.author.name}</strong> ${time(pull.createdAt)}:
        ${count(commits.length, 'commit')} from
        <code>${pull.headRef}</code> into
        <code>${pull.baseRef}</code>
      </span>
    </div>
    ${
      view.problem &&
      markup`<div class="note warn" role="alert"><p>${view.problem}</p></div>`
    }
    ${pullLive(site, view)}
    <noscript><p class="muted">Load the page again to see how far the checks are.</p></noscript>
    <section class="box" aria-label="Description">
      <div class="body">
        ${
          pull.body
            ? markdown(pull.body)
            : markup`<p class="muted">No description.</p>`
        }
      </div>
    </section>
    ${commentsView(site, {
      number: pull.number,
      sha: pull.headSha,
      comments: view.comments,
      token: view.tokens?.comment,
      author: view.author,
      draft: view.draft,
    })}
    <h2>${count(commits.length, 'commit')}</h2>
    <ul class="list">
      ${commits.map(
        commit => markup`<li>
          ${commitLink(site.urls, commit.sha)} ${commit.message.split('\n')[0]}
          <span class="muted">${commit.author.name}, ${time(
          commit.author.date,
        )}</span>
        </li>`,
      )}
    </ul>
    <h2 id="files">${count(files.length, 'changed file')}</h2>
    ${formChoice(diffForm)} ${fileList(files)}
    ${diffs(files, diffForm, notesOf(view.checks))}
  `;
  return page(site, `${pull.title} #${pull.number}`, content, {
    live: true,
    portalPath: `/pull-requests/${pull.number}`,
  });
}

const FORMS: Record<DiffForm, string> = { unified: 'Unified', split: 'Split' };

/** Links between the forms of a diff; the one shown is marked as such. */
function formChoice(shown: DiffForm): Html {
  return markup`<nav class="choice" aria-label="Form of the diff">
    ${(Object.keys(FORMS) as DiffForm[]).map(
      form =>
        markup`<a href="?diff=${form}#files" ${
          form === shown && 'aria-current=true'
        }>${FORMS[form]}</a>`,
    )}
  </nav>`;
}
