import { FileDiff } from '../git/diff';
import { MAX_FILE_DIFF_LINES, MAX_OPEN_DIFF_LINES } from '../limits';
import { DiffLine, Hunk, hunksOf, pairs } from './diffRows';
import { Html, markup } from './html';
import { count } from './layout';

// a fixed layout takes its widths from here: the first row is a hunk's head
const SIDES = markup`<colgroup><col class="n" /><col class="sign" /><col /><col class="n" /><col class="sign" /><col /></colgroup>`;

/** One column for both sides, or each side its own. */
export type DiffForm = 'unified' | 'split';

/** What is said of a line, beneath it. */
export interface LineNote {
  path: string;
  line: number;
  /** Such as the name of the check that says it. */
  by: string;
  message: string;
}

/** The list of changed files, each a link to its diff below. */
export function fileList(files: FileDiff[]): Html {
  return markup`<ul class="files">
    ${files.map(
      (file, i) =>
        markup`<li>
          <span class="what">${file.status}</span>
          <a class="path" href="#file-${i + 1}">${title(file)}</a>
          <span class="muted">${counts(file)}</span>
        </li>`,
    )}
  </ul>`;
}

/**
 * The diff of every file; each folds by its head, and long ones start folded.
 * Additions and removals carry a sign beside the colour.
 */
export function diffs(
  files: FileDiff[],
  form: DiffForm = 'unified',
  notes: LineNote[] = [],
): Html[] {
  return files.map((file, i) => {
    const own = notes.filter(({ path }) => path === file.path);
    const lines = file.additions + file.deletions;
    const isOpen = own.length > 0 || lines <= MAX_OPEN_DIFF_LINES;
    return markup`<details class="box file" id="file-${i + 1}" ${
      isOpen && 'open'
    }>
      <summary>
        <h3>
          ${title(file)}
          <span class="muted">${file.status}, ${counts(file)}</span>
        </h3>
      </summary>
      ${content(file, `file-${i + 1}`, form, own)}
    </details>`;
  });
}

function title(file: FileDiff): string {
  return file.previousPath ? `${file.previousPath} → ${file.path}` : file.path;
}

function counts(file: FileDiff): string {
  return file.binary ? 'binary' : `+${file.additions} −${file.deletions}`;
}

const SIGNS: Record<DiffLine['kind'], string> = {
  add: '+',
  del: '−',
  same: ' ',
  note: '',
};

class DiffTable {
  constructor(
    private readonly id: string,
    private readonly form: DiffForm,
    private readonly notes: LineNote[],
  ) {}

  hunk({ head, lines }: Hunk): Html[] {
    const columns = this.form === 'split' ? 6 : 4;
    const rows =
      this.form === 'split'
        ? pairs(lines).flatMap(({ left, right }) => [
            markup`<tr>${this.half(left, left?.before)}${this.half(
              right,
              right?.after,
              true,
            )}</tr>`,
            ...this.below(right, columns),
          ])
        : lines.flatMap(line => [this.row(line), ...this.below(line, columns)]);
    return [
      markup`<tr class="hunk"><td colspan="${columns}">${head}</td></tr>`,
      ...rows,
    ];
  }

  private row(line: DiffLine): Html {
    const { kind, before, after, text } = line;
    return markup`<tr class="${kind}"><td class="n">${before}</td>${this.number(
      after,
      true,
    )}<td class="sign">${SIGNS[kind]}</td><td>${text}</td></tr>`;
  }

  private half(
    line: DiffLine | undefined,
    number: number | undefined,
    isNew = false,
  ): Html {
    if (!line) {
      return markup`<td class="n none"></td><td class="sign none"></td><td class="none"></td>`;
    }
    const { kind, text } = line;
    return markup`${this.number(number, isNew)}<td class="sign ${kind}">${
      SIGNS[kind]
    }</td><td class="${kind}">${text}</td>`;
  }

  // a line of the new side can be linked to
  private number(number: number | undefined, isNew: boolean): Html {
    return isNew && number !== undefined
      ? markup`<td class="n" id="${this.id}-L${number}">${number}</td>`
      : markup`<td class="n">${number}</td>`;
  }

  private below(line: DiffLine | undefined, columns: number): Html[] {
    return this.notes
      .filter(note => note.line === line?.after)
      .map(
        note =>
          markup`<tr class="said"><td colspan="${columns}"><strong>✕ ${note.by}:</strong> ${note.message}</td></tr>`,
      );
  }
}

function content(
  file: FileDiff,
  id: string,
  form: DiffForm,
  notes: LineNote[],
): Html {
  if (file.binary) {
    return markup`<div class="body">
      <p>Binary file; its content is not shown.</p>
    </div>`;
  }
  const lines = file.additions + file.deletions;
  if (file.patch === undefined || lines > MAX_FILE_DIFF_LINES) {
    return markup`<div class="body">
      <p>
        ${count(lines, 'changed line')}: too large to show here. Fetch the
        branch and use git diff.
      </p>
    </div>`;
  }
  const hunks = hunksOf(file.patch, file.path);
  if (hunks.length === 0) {
    return markup`<div class="body"><p>No change of content.</p></div>`;
  }
  const table = new DiffTable(id, form, notes);
  return markup`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="Diff of ${file.path}"
  >
    <table class="diff ${form}">
      <caption class="visually-hidden">
        Diff of ${file.path}: ${
    form === 'split'
      ? 'old line, sign, text, new line, sign, text'
      : 'old line, new line, sign, text'
  }
      </caption>
      ${form === 'split' && SIDES}
      <tbody>
        ${hunks.map(hunk => table.hunk(hunk))}
      </tbody>
    </table>
  </div>`;
}
