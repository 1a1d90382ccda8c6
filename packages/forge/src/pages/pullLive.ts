import { createHash } from 'node:crypto';
import { Check, isWaiting } from '../core/checks';
import { Mergeability } from '../core/mergePull';
import { FileDiff } from '../git/diff';
import { FormAction } from '../http/secrets';
import { PullRecord } from '../store/pullStore';
import { checksView } from './checksView';
import { Html, markup, trusted } from './html';
import { commitLink, Site, time } from './layout';

/** What the part of a pull request page shows that changes by itself. */
export interface LiveView {
  pull: PullRecord;
  files: FileDiff[];
  checks: Check[];
  /** What holds up the merge beside git. */
  hold?: string;
  /** Open pull requests only. */
  mergeability?: Mergeability;
  /** What went wrong with the button that was just pressed. */
  problem?: string;
  /** Token for each button's form; absent in a browser that was not let in. */
  tokens?: Record<FormAction, string>;
}

/** State, buttons and checks: the part of the page that is kept up to date. */
export function pullLive(site: Site, view: LiveView): Html {
  const { pull, checks } = view;
  const content = markup`
    ${outcome(site, pull)} ${conflict(view)} ${actions(site, view)}
    ${checksView(checks, view.files)}`;
  const version = createHash('sha256').update(content.text).digest('hex');
  const pending = pull.state === 'open' && checks.some(isWaiting);
  return markup`<div
    data-live="${site.urls.pull(pull.number)}/live"
    data-version="${version.slice(0, 16)}"
    data-pending="${String(pending)}"
  >${trusted(content.text)}</div>`;
}

function outcome(site: Site, pull: PullRecord): Html | undefined {
  if (pull.mergedAt && pull.mergeCommitSha) {
    return markup`<div class="note merged" role="status">
      <p>
        <strong>Merged</strong> into <code>${pull.baseRef}</code> as
        ${commitLink(site.urls, pull.mergeCommitSha)} ${time(pull.mergedAt)}${
      pull.mergedBy && markup` by <strong>${pull.mergedBy}</strong>`
    }.
      </p>
      <p>
        What happens next is in the portal:
        <a href="${site.portalUrl}/pull-requests/${
      pull.number
    }">go on there</a>.
      </p>
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

function conflict({ pull, mergeability, problem }: LiveView): Html | undefined {
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

function actions(site: Site, view: LiveView): Html | undefined {
  const { pull, hold, tokens } = view;
  if (pull.mergedAt) {
    return undefined;
  }
  if (!tokens) {
    return markup`<div class="note" role="status">
      <p>
        <strong>This browser has not been let in</strong>, so here is nothing to
        press. On the machine that runs the hub: <code>./lab open</code>. Then
        load this page again.
      </p>
    </div>`;
  }
  const form = (
    action: FormAction,
    label: string,
    options: { primary?: boolean; waits?: boolean } = {},
  ) => markup`<form
    method="post"
    action="${site.urls.pull(pull.number)}/${action}"
  >
    <input type="hidden" name="token" value="${tokens[action]}" />
    <input type="hidden" name="sha" value="${pull.headSha}" />
    <button type="submit" id="${action}" class="${
    options.primary && 'primary'
  }" ${
    options.waits && trusted('disabled aria-describedby="hold"')
  }>${label}</button>
  </form>`;
  if (pull.state === 'closed') {
    return markup`<div class="actions">
      ${form('reopen', `Reopen #${pull.number}`)}
    </div>`;
  }
  const waits = hold !== undefined;
  return markup`${
    hold && markup`<p class="note" id="hold" role="status">${hold}</p>`
  }
  <div class="actions">
    ${
      view.mergeability?.mergeable &&
      form('merge', `Merge #${pull.number} into ${pull.baseRef}`, {
        primary: true,
        waits,
      })
    }
    ${form('close', `Close pull request #${pull.number}`)}
  </div>`;
}
