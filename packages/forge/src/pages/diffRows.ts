import parseDiff from 'parse-diff';
import { Html } from './html';
import { highlightLines, languageOf } from './highlight';

/** One line of a diff. `before` and `after` are its numbers, where it has one. */
export interface DiffLine {
  kind: 'add' | 'del' | 'same' | 'note';
  before?: number;
  after?: number;
  text: Html | string;
}

/** A hunk: its head and its lines, in the order of the diff. */
export interface Hunk {
  head: string;
  lines: DiffLine[];
}

/** The hunks of a file's patch, coloured by the file's language. */
export function hunksOf(patch: string, path: string): Hunk[] {
  const language = languageOf(path);
  return parseDiff(patch)
    .flatMap(part => part.chunks)
    .map(chunk => {
      const lines = chunk.changes.map(lineOf);
      // each side is a text of its own, and coloured as one
      colour(lines, line => line.kind === 'del', language);
      colour(lines, ({ kind }) => kind === 'add' || kind === 'same', language);
      return { head: chunk.content, lines };
    });
}

function lineOf(change: parseDiff.Change): DiffLine {
  const text = change.content.slice(1);
  switch (change.type) {
    case 'add':
      return { kind: 'add', after: change.ln, text };
    case 'del':
      return { kind: 'del', before: change.ln, text };
    default:
      return change.content.startsWith('\\')
        ? { kind: 'note', text: change.content }
        : { kind: 'same', before: change.ln1, after: change.ln2, text };
  }
}

function colour(
  lines: DiffLine[],
  wanted: (line: DiffLine) => boolean,
  language: string | undefined,
) {
  const chosen = lines.filter(wanted);
  const texts = highlightLines(
    chosen.map(({ text }) => String(text)),
    language,
  );
  chosen.forEach((line, i) => {
    line.text = texts[i];
  });
}

/** Lines side by side: a run of removals beside the additions that follow it. */
export function pairs(
  lines: DiffLine[],
): { left?: DiffLine; right?: DiffLine }[] {
  const rows: { left?: DiffLine; right?: DiffLine }[] = [];
  let i = 0;
  while (i < lines.length) {
    const removed = take(lines, i, 'del');
    const added = take(lines, i + removed.length, 'add');
    if (removed.length + added.length === 0) {
      rows.push({ left: lines[i], right: lines[i] });
      i += 1;
    } else {
      const count = Math.max(removed.length, added.length);
      for (let j = 0; j < count; j++) {
        rows.push({ left: removed[j], right: added[j] });
      }
      i += removed.length + added.length;
    }
  }
  return rows;
}

function take(lines: DiffLine[], from: number, kind: DiffLine['kind']) {
  const end = lines.findIndex((line, i) => i >= from && line.kind !== kind);
  return lines.slice(from, end < 0 ? lines.length : end);
}
