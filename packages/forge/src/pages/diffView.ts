import parseDiff from 'parse-diff';
import { FileDiff } from '../git/diff';
import { MAX_FILE_DIFF_LINES } from '../limits';
import { Html, markup } from './html';
import { count } from './layout';

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

/** The diff of every file. Additions and removals carry a sign beside the colour. */
export function diffs(files: FileDiff[]): Html[] {
  return files.map(
    (file, i) => markup`<section class="box file" id="file-${i + 1}">
      <h3>
        ${title(file)}
        <span class="muted">${file.status}, ${counts(file)}</span>
      </h3>
      ${content(file)}
    </section>`,
  );
}

function title(file: FileDiff): string {
  return file.previousPath ? `${file.previousPath} → ${file.path}` : file.path;
}

function counts(file: FileDiff): string {
  return file.binary ? 'binary' : `+${file.additions} −${file.deletions}`;
}

function content(file: FileDiff): Html {
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
  const chunks = parseDiff(file.patch).flatMap(part => part.chunks);
  if (chunks.length === 0) {
    return markup`<div class="body"><p>No change of content.</p></div>`;
  }
  return markup`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="Diff of ${file.path}"
  >
    <table class="diff">
      <caption class="visually-hidden">
        Diff of ${file.path}: old line, new line, sign, text
      </caption>
      <tbody>
        ${chunks.map(chunk => [
          markup`<tr class="hunk">
            <td colspan="4">${chunk.content}</td>
          </tr>`,
          ...chunk.changes.map(row),
        ])}
      </tbody>
    </table>
  </div>`;
}

function row(change: parseDiff.Change): Html {
  const text = change.content.slice(1);
  switch (change.type) {
    case 'add':
      return line('add', '', change.ln, '+', text);
    case 'del':
      return line('del', change.ln, '', '−', text);
    default:
      return change.content.startsWith('\\')
        ? line('', '', '', '', change.content)
        : line('', change.ln1, change.ln2, ' ', text);
  }
}

function line(
  kind: string,
  before: number | '',
  after: number | '',
  sign: string,
  text: string,
): Html {
  return markup`<tr class="${kind}"><td class="n">${before}</td><td class="n">${after}</td><td class="sign">${sign}</td><td>${text}</td></tr>`;
}
