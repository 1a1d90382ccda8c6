import { Check, checkWords, CheckState } from '../core/checks';
import { FileDiff } from '../git/diff';
import { CheckAnnotation } from '../store/checkStore';
import { LineNote } from './diffView';
import { Html, markup } from './html';
import { markdown } from './markdown';

const SIGNS: Record<CheckState, string> = {
  expected: '○',
  queued: '○',
  in_progress: '◌',
  passed: '✓',
  failed: '✕',
};

/** The checks of a pull request's commit, with what those that failed name. */
export function checksView(
  checks: Check[],
  files: FileDiff[],
): Html | undefined {
  if (checks.length === 0) {
    return undefined;
  }
  return markup`<section aria-labelledby="checks">
    <h2 id="checks">Checks</h2>
    <ul class="list checks">
      ${checks.map(
        check => markup`<li class="${check.state}">
          <div class="meta">
            <span class="state"><span aria-hidden="true">${
              SIGNS[check.state]
            }</span> <strong>${check.name}</strong> ${checkWords(check)}</span>
            ${check.title && markup`<span>${check.title}</span>`}
            ${
              check.url &&
              markup`<a href="${check.url}">Details of ${check.name}</a>`
            }
          </div>
          ${
            check.annotations.length > 0 &&
            markup`<ul>${check.annotations.map(one => place(one, files))}</ul>`
          }
          ${
            check.summary &&
            check.state === 'passed' &&
            markup`<details><summary>What ${
              check.name
            } found</summary><div class="body">${markdown(
              check.summary,
            )}</div></details>`
          }
        </li>`,
      )}
    </ul>
  </section>`;
}

function place(one: CheckAnnotation, files: FileDiff[]): Html {
  const at = files.findIndex(({ path }) => path === one.path);
  const where = `${one.path}, line ${one.startLine}`;
  return markup`<li>
    ${
      at < 0
        ? markup`<code>${where}</code>`
        : markup`<a href="#file-${at + 1}">${where}</a>`
    }: ${one.message}
  </li>`;
}

/** What checks say of lines, for the diff. */
export function notesOf(checks: Check[]): LineNote[] {
  return checks.flatMap(({ name, annotations }) =>
    annotations.map(({ path, startLine, message }) => ({
      path,
      line: startLine,
      by: name,
      message,
    })),
  );
}
