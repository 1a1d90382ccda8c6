// Colours and cursor moves: ESC [ … letter.
// eslint-disable-next-line no-control-regex -- the control character is what marks them
const ANSI = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** A log as plain text: without terminal colours, one kind of line end. */
export function plainLog(text: string): string {
  return text.replace(ANSI, '').replace(/\r\n?/g, '\n');
}

/** The last lines of a log that have something on them. */
export function lastLines(text: string, count: number): string {
  return plainLog(text)
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(-count)
    .join('\n');
}

/**
 * A log with one more piece, which begins at `offset`. Pieces may overlap what
 * is known, as after a replay.
 *
 * @returns nothing when text is missing in between, so that the whole must be
 *   fetched again
 */
export function appendLog(
  known: string,
  offset: number,
  piece: string,
): string | undefined {
  if (offset > known.length) return undefined;
  const fresh = piece.slice(known.length - offset);
  return known + fresh;
}
