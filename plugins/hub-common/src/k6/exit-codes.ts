/** What an exit status of k6 means. */
export interface K6Exit {
  /** *failed*: the test ran to its end and judged against itself. */
  verdict: 'failed' | 'error';
  /** What happened, as a clause. */
  words: string;
}

/**
 * Exit statuses of `k6 run`, from `errext/exitcodes/codes.go` of go.k6.io/k6 v1.8.1;
 * 255 is what its `internal/cmd/root.go` takes for an error without a code of its own.
 * `scripts/check-k6-examples.cjs` compares the two.
 */
export const K6_EXITS: Readonly<Record<number, K6Exit>> = {
  97: { verdict: 'failed', words: 'the test failed in Grafana Cloud' },
  98: { verdict: 'error', words: 'k6 lost sight of the test in Grafana Cloud' },
  99: { verdict: 'failed', words: 'a threshold was crossed' },
  100: { verdict: 'error', words: 'setup() took longer than setupTimeout' },
  101: {
    verdict: 'error',
    words: 'teardown() took longer than teardownTimeout',
  },
  102: { verdict: 'error', words: 'k6 waited too long for something' },
  103: { verdict: 'error', words: 'k6 was stopped over its REST API' },
  104: { verdict: 'error', words: 'k6 did not take its options' },
  105: { verdict: 'error', words: 'k6 was told to end before it was done' },
  106: { verdict: 'error', words: 'k6 could not open its REST API' },
  107: {
    verdict: 'error',
    words: 'the script could not be loaded, or threw outside of an iteration',
  },
  108: {
    verdict: 'error',
    words: 'the script ended the test with exec.test.abort()',
  },
  109: { verdict: 'error', words: 'k6 itself broke (a panic of Go)' },
  110: {
    verdict: 'failed',
    words: 'the script marked the test as failed with exec.test.fail()',
  },
  255: { verdict: 'error', words: 'k6 ended with an error of no known kind' },
};

/** Exit status with which k6 says that a threshold was crossed. */
export const K6_EXIT_THRESHOLDS_CROSSED = 99;
