import { Mergeability } from '../core/mergePull';
import { Commit } from '../git/commits';
import { FileDiff } from '../git/diff';
import { FormAction } from '../http/secrets';
import { PullRecord } from '../store/pullStore';
import { diffs, fileList } from './diffView';
import { Html, markup } from './html';
import { commitLink, count, page, Site, time } from './layout';
import { markdown } from './markdown';

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
export interface PullView {
  pull: PullRecord;
  files: FileDiff[];
  commits: Commit[];
  /** Open pull requests only. */
  mergeability?: Mergeability;
  /** What went wrong with the button that was just pressed. */
  problem?: string;
  /** Token for each button's form. */
  tokens: Record<FormAction, string>;
}

/** The page of one pull request. */
export function pullPage(site: Site, view: PullView): string {
  const { pull, files, commits } = view;
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
    ${outcome(site, pull)} ${conflict(view)} ${actions(site, view)}
    <section class="box" aria-label="Description">
      <div class="body">
        ${
          pull.body
            ? markdown(pull.body)
            : markup`<p class="muted">No description.</p>`
        }
      </div>
    </section>
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
    <h2>${count(files.length, 'changed file')}</h2>
    ${fileList(files)} ${diffs(files)}
  `;
  return page(site, `${pull.title} #${pull.number}`, content);
}

function outcome(site: Site, pull: PullRecord): Html | undefined {
  if (pull.mergedAt && pull.mergeCommitSha) {
    return markup`<div class="note merged" role="status">
      <p>
        <strong>Merged</strong> into <code>${pull.baseRef}</code> as
        ${commitLink(site.urls, pull.mergeCommitSha)} ${time(pull.mergedAt)}.
      </p>
      ${
        site.portalUrl &&
        markup`<p>
        What happens next is in the portal:
        <a href="${site.portalUrl}/pull-requests/${pull.number}">go on there</a>.
      </p>`
      }
    </div>`;
  }
  if (pull.closedAt) {
    return markup`<div class="note" role="status">
      <p>
        Closed without merging ${time(pull.closedAt)}. The branch
        <code>${pull.headRef}</code> is kept.
      </p>
    </div>`;
  }
  return undefined;
}

function conflict({ pull, mergeability, problem }: PullView): Html | undefined {
  if (!mergeability || mergeability.mergeable) {
    return undefined;
  }
  return markup`<div class="note warn" role="alert">
    <p>
      <strong>This can't be merged as it is.</strong>
      ${!problem && mergeability.reason}
    </p>
    ${
      mergeability.files.length > 0 &&
      markup`<p>In conflict:</p>
      <ul>
        ${mergeability.files.map(file => markup`<li><code>${file}</code></li>`)}
      </ul>`
    }
    <p>
      Update the branch <code>${pull.headRef}</code>: repeat what made it (the
      portal's wizard writes it anew from <code>${pull.baseRef}</code>), or
      merge <code>${pull.baseRef}</code> into it with git and push.
    </p>
  </div>`;
}

function actions(site: Site, view: PullView): Html | undefined {
  const { pull } = view;
  const form = (
    action: FormAction,
    label: string,
    primary = false,
  ) => markup`<form
    method="post"
    action="${site.urls.pull(pull.number)}/${action}"
  >
    <input type="hidden" name="token" value="${view.tokens[action]}" />
    <input type="hidden" name="sha" value="${pull.headSha}" />
    <button type="submit" class="${primary && 'primary'}">${label}</button>
  </form>`;
  const state = pullState(pull);
  if (state === 'merged') {
    return undefined;
  }
  if (state === 'closed') {
    return markup`<div class="actions">
      ${form('reopen', `Reopen #${pull.number}`)}
    </div>`;
  }
  return markup`<div class="actions">
    ${
      view.mergeability?.mergeable &&
      form('merge', `Merge #${pull.number} into ${pull.baseRef}`, true)
    }
    ${form('close', `Close pull request #${pull.number}`)}
  </div>`;
}
