/** How many tests a runner passed and failed. */
export interface Counts {
  passed: number;
  failed: number;
}

/** The sum over several runners. */
export function sum(all: Counts[]): Counts {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
  };
}

/**
 * Counts from jest's `--json` document. A file that could not be run has no
 * tests and counts as one that failed.
 */
export function jestCounts(document: string): Counts {
  const report = JSON.parse(document);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}

/** One line of `go test -json`. */
export interface GoEvent {
  Action: string;
  Package?: string;
  ImportPath?: string;
  Test?: string;
  Output?: string;
}

/** The lines of `go test -json`; what else is on stdout is left out. */
export function goEvents(lines: string): GoEvent[] {
  return lines
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
}

/**
 * Counts Go's tests. A test with subtests counts as they do, and not again; a
 * package that fails without a failed test (it does not compile, or panics)
 * counts as one that failed.
 */
export function goCounts(events: GoEvent[]): Counts {
  const ended = events.filter(
    ({ Action }) => Action === 'pass' || Action === 'fail',
  );
  const tests = ended.filter(({ Test }) => Test !== undefined);
  const parents = new Set(
    tests.flatMap(({ Package, Test = '' }) => {
      const parts = Test.split('/');
      return parts
        .slice(1)
        .map((_, i) => `${Package} ${parts.slice(0, i + 1).join('/')}`);
    }),
  );
  const leaves = tests.filter(
    ({ Package, Test }) => !parents.has(`${Package} ${Test}`),
  );
  const failed = leaves.filter(({ Action }) => Action === 'fail');
  const failedIn = new Set(failed.map(({ Package }) => Package));
  const broken = ended.filter(
    ({ Test, Action, Package }) =>
      Test === undefined && Action === 'fail' && !failedIn.has(Package),
  );
  return {
    passed: leaves.length - failed.length,
    failed: failed.length + broken.length,
  };
}

/**
 * Counts from Playwright's JSON report. A test that passed only when it was
 * repeated has failed; an error outside of any test counts as one that failed.
 */
export function playwrightCounts(document: string): Counts {
  const { stats, errors = [] } = JSON.parse(document);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
  };
}
