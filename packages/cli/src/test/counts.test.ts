import {
  goCounts,
  goEvents,
  jestCounts,
  playwrightCounts,
  sum,
} from './counts';
import { outcome } from './runner';

const goLines = (events: object[]) =>
  ['# a line that is no event', ...events.map(e => JSON.stringify(e))].join(
    '\n',
  );

describe('counts of the runners', () => {
  it('takes a jest file that could not be run for a failure', () => {
    expect(
      jestCounts(
        JSON.stringify({
          numPassedTests: 4,
          numFailedTests: 1,
          numRuntimeErrorTestSuites: 2,
        }),
      ),
    ).toEqual({ passed: 4, failed: 3 });
  });

  it('counts Go subtests once, and a package that does not compile', () => {
    const events = goEvents(
      goLines([
        { Action: 'run', Package: 'a', Test: 'TestOne' },
        { Action: 'pass', Package: 'a', Test: 'TestOne/x' },
        { Action: 'fail', Package: 'a', Test: 'TestOne/y' },
        { Action: 'fail', Package: 'a', Test: 'TestOne' },
        { Action: 'pass', Package: 'a', Test: 'TestTwo' },
        { Action: 'skip', Package: 'a', Test: 'TestThree' },
        { Action: 'fail', Package: 'a' },
        { Action: 'fail', Package: 'broken' },
        { Action: 'pass', Package: 'b' },
      ]),
    );
    expect(goCounts(events)).toEqual({ passed: 2, failed: 2 });
  });

  it('takes a flaky browser test and an error outside of tests for failures', () => {
    expect(
      playwrightCounts(
        JSON.stringify({
          stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 },
          errors: [{ message: 'no browser' }],
        }),
      ),
    ).toEqual({ passed: 5, failed: 3 });
  });

  it('adds up', () => {
    expect(
      sum([
        { passed: 1, failed: 2 },
        { passed: 3, failed: 4 },
      ]),
    ).toEqual({ passed: 4, failed: 6 });
    expect(sum([])).toEqual({ passed: 0, failed: 0 });
  });
});

describe('outcome of a runner', () => {
  it.each([
    ['all passed', 0, { passed: 3, failed: 0 }, 0],
    ['some failed', 1, { passed: 3, failed: 2 }, 2],
    ['none failed but the command did', 1, { passed: 3, failed: 0 }, 1],
    ['there was no test', 0, { passed: 0, failed: 0 }, 1],
    ['it was killed', null, { passed: 3, failed: 0 }, 1],
  ])('%s', (_name, code, counts, failed) => {
    expect(outcome('x', code, counts)).toEqual({
      runner: 'x',
      passed: counts.passed,
      failed,
    });
  });
});
