import { addRunCounts, noRuns, runCountsWords } from './run-counts';
import { hasEnded, outcomesOf, RUN_STATES, runState } from './run-state';
import { stopSentence } from './stop-sentence';

describe('the state of a run', () => {
  it('is one of all, for every phase with every verdict, and each is found by it', () => {
    const all = RUN_STATES.flatMap(state =>
      outcomesOf(state).map(outcome => ({ state, ...outcome })),
    );
    // 6 phases, each with 3 verdicts or none, in one state each.
    expect(all).toHaveLength(24);
    expect(
      new Set(all.map(({ phase, verdict }) => `${phase} ${verdict}`)).size,
    ).toBe(24);
    for (const one of all) expect(runState(one)).toBe(one.state);
  });

  it('is what its verdict says once it has ended, and stopped when it was stopped', () => {
    expect(runState({ phase: 'Running', verdict: 'passed' })).toBe('running');
    expect(runState({ phase: 'Succeeded', verdict: 'failed' })).toBe('failed');
    expect(runState({ phase: 'Failed', verdict: 'passed' })).toBe('passed');
    expect(runState({ phase: 'Failed', verdict: 'error' })).toBe('error');
    // Nobody has seen a threshold crossed.
    expect(runState({ phase: 'Failed', verdict: null })).toBe('error');
    expect(runState({ phase: 'Stopped', verdict: 'error' })).toBe('stopped');
  });

  it('has ended unless it waits or runs', () => {
    expect(RUN_STATES.filter(state => !hasEnded({ state }))).toEqual([
      'waiting',
      'running',
    ]);
  });
});

describe('runs in numbers', () => {
  it('tell stopped and errors apart from failures', () => {
    const counts = {
      ...noRuns(),
      total: 9,
      passed: 2,
      failed: 1,
      error: 3,
      stopped: 1,
      running: 1,
      waiting: 1,
    };
    expect(runCountsWords(counts)).toBe(
      '2 passed, 1 failed, 3 errors, 1 stopped, 2 at work',
    );
    expect(runCountsWords({ ...noRuns(), error: 1 })).toBe('1 error');
    expect(runCountsWords(noRuns())).toBe('');
    expect(addRunCounts([counts, counts])).toMatchObject({
      total: 18,
      error: 6,
      waiting: 2,
    });
  });
});

describe('a run that was stopped', () => {
  it.each([
    [
      'user:default/ada',
      true,
      'Stopped by ada before its end; what was measured until then is kept.',
    ],
    [
      'kubectl-patch',
      false,
      'Stopped by kubectl-patch before its end, and before anything was measured.',
    ],
    [null, undefined, 'Stopped before its end.'],
  ])(
    'says who it was and what is left: %s, %s',
    (stoppedBy, partial, words) => {
      expect(stopSentence({ stoppedBy, partial })).toBe(words);
    },
  );
});
