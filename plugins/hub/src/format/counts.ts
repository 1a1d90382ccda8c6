import { type RunCounts, runCountsWords } from '@illm-lab/plugin-hub-common';

/** Runs in a few words, good ones without a word: `14, 1 failed`. */
export const runsWords = (counts: RunCounts): string =>
  [String(counts.total), runCountsWords(counts, ['passed'])]
    .filter(Boolean)
    .join(', ');

/** `1 run`, `14 runs`. */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;
