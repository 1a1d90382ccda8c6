import { RUN_STATES } from '@illm-lab/plugin-hub-common';
import { aRun, aStage, failedRun, runningRun } from '../__testUtils__/fixtures';
import { runStatus, stageStatus } from './phase';
import { failedStage, runningStage, runSentence } from './sentence';
import { duration, relativeTime, span } from './time';

describe('words and figures', () => {
  it.each([
    [400, '0.4s'],
    [-5, '0.0s'],
    [48_000, '48s'],
    [59_700, '1m 0s'],
    [72_000, '1m 12s'],
    [7_500_000, '2h 5m'],
  ])('writes %d ms as %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it.each([
    ['2026-11-23T11:59:45Z', 'just now'],
    ['2026-11-23T11:57:00Z', '3 min. ago'],
    ['2026-11-23T09:00:00Z', '3 hr. ago'],
    ['2026-11-22T11:00:00Z', 'yesterday'],
  ])('says how long ago %s was', (iso, words) => {
    expect(relativeTime(iso, Date.parse('2026-11-23T12:00:00Z'))).toBe(words);
  });

  it('measures what goes on up to now and what has not begun not at all', () => {
    const now = Date.parse('2026-11-23T12:00:30Z');
    expect(span({ startedAt: '2026-11-23T12:00:00Z' }, now)).toBe('30s');
    expect(span({ startedAt: null, finishedAt: null }, now)).toBeUndefined();
  });

  it('has a word of its own for each state', () => {
    expect(RUN_STATES.map(state => runStatus({ state }).word)).toEqual([
      'Waiting',
      'Running',
      'Passed',
      'Failed',
      'Error',
      'Stopped',
    ]);
    expect(stageStatus('Omitted').word).toBe('Skipped');
  });

  it('finds the innermost step that counts', () => {
    expect(failedStage(failedRun)?.name).toBe('load');
    expect(failedStage(runningRun)).toBeUndefined();
    const attempt = (n: number, phase: 'Failed' | 'Succeeded') =>
      aStage({ name: `flaky(${n})`, phase });
    const repeated = (phase: 'Failed' | 'Succeeded') =>
      aRun({
        stages: [
          aStage({
            name: 'experiment',
            phase,
            children: [
              aStage({
                name: 'flaky',
                phase,
                children: [attempt(0, 'Failed'), attempt(1, phase)],
              }),
            ],
          }),
          aStage({ name: 'collect', phase }),
        ],
      });
    expect(failedStage(repeated('Succeeded'))).toBeUndefined();
    expect(failedStage(repeated('Failed'))?.name).toBe('flaky(1)');
    // What the author tolerates is not what decided (case 02).
    const tolerated = aRun({
      stages: [
        aStage({
          name: 'experiment',
          phase: 'Failed',
          children: [
            aStage({ name: 'load', phase: 'Failed' }),
            aStage({ name: 'check', phase: 'Failed' }),
          ],
        }),
      ],
    });
    expect(failedStage(tolerated)?.name).toBe('check');
    expect(failedStage(tolerated, 'load')?.name).toBe('load');
    expect(runningStage(runningRun)?.name).toBe('load');
    expect(runSentence(runningRun)).toBe('The experiment runs: step load');
    expect(runSentence(aRun({ phase: 'Pending', message: null }))).toBe(
      'Waits for its first step',
    );
  });
});
