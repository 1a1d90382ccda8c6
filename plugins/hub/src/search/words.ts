/** The words of what was typed, in lower case. */
export const wordsOf = (typed: string) =>
  typed.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether all words are in a text; the index also finds what only sounds alike. */
export const hasAll = (words: string[], ...texts: (string | null)[]) => {
  const text = texts.join(' ').toLowerCase();
  return words.every(word => text.includes(word));
};

/** Characters before the first word that an excerpt begins with, and all of it. */
const LEAD = 60;
const EXCERPT = 220;

const cut = (line: string, from: number) =>
  line.length - from > EXCERPT
    ? `${line.slice(from, from + EXCERPT).trimEnd()} …`
    : line.slice(from);

/** The part of a text in which the first word is found, on one line. */
export function excerpt(text: string, words: string[]): string {
  const line = text.replace(/[\s¶]+/g, ' ').trim();
  const lower = line.toLowerCase();
  const found = words.map(word => lower.indexOf(word)).filter(at => at >= 0);
  const first = Math.min(...found, line.length);
  if (found.length === 0 || first <= LEAD) return cut(line, 0);
  return `… ${cut(line, line.indexOf(' ', first - LEAD) + 1)}`;
}

/** The first of the words at or after a place, the longest of several. */
function nextWord(text: string, words: string[], at: number) {
  return words
    .map(word => ({ word, from: text.indexOf(word, at) }))
    .filter(({ from }) => from >= 0)
    .sort((a, b) => a.from - b.from || b.word.length - a.word.length)[0];
}

/** A text in pieces, those that are one of the words marked as such. */
export function marked(text: string, words: string[]) {
  const lower = text.toLowerCase();
  const pieces: { text: string; isWord: boolean }[] = [];
  const add = (from: number, to: number, isWord: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), isWord });
  };
  let at = 0;
  for (
    let next = nextWord(lower, words, at);
    next;
    next = nextWord(lower, words, at)
  ) {
    add(at, next.from, false);
    at = next.from + next.word.length;
    add(next.from, at, true);
  }
  add(at, text.length, false);
  return pieces;
}
