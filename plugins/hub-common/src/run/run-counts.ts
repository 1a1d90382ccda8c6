import type { RunCounts } from '../api/CatalogViewsClient';
import type { RunState } from '../api/types';
import { RUN_STATES } from './run-state';

/** No runs at all. */
export const noRuns = (): RunCounts => ({
  total: 0,
  waiting: 0,
  running: 0,
  passed: 0,
  failed: 0,
  error: 0,
  stopped: 0,
});

/** Adds up runs of several experiments. */
export function addRunCounts(all: Iterable<RunCounts>): RunCounts {
  const sum = noRuns();
  for (const counts of all) {
    sum.total += counts.total;
    for (const state of RUN_STATES) sum[state] += counts[state];
  }
  return sum;
}

const WORDS: Array<[RunState[], (n: number) => string]> = [
  [['passed'], n => `${n} passed`],
  [['failed'], n => `${n} failed`],
  [['error'], n => `${n} ${n === 1 ? 'error' : 'errors'}`],
  [['stopped'], n => `${n} stopped`],
  [['running', 'waiting'], n => `${n} at work`],
];

/**
 * Runs by how they went, in words: `12 passed, 1 failed, 2 errors, 1 at work`;
 * empty when there are none.
 *
 * @param without - states that are not worth a word
 */
export function runCountsWords(
  counts: RunCounts,
  without: RunState[] = [],
): string {
  return WORDS.flatMap(([states, word]) => {
    const n = states
      .filter(state => !without.includes(state))
      .reduce((sum, state) => sum + counts[state], 0);
    return n > 0 ? [word(n)] : [];
  }).join(', ');
}
