import { Place } from '../hub/place';
import { Terminal } from '../terminal';
import { Counts } from './counts';

/** What one runner did. */
export interface Outcome extends Counts {
  /** What ran, for the summary. */
  runner: string;
}

/** Runs tests of one kind. */
export type Runner = (at: Place, terminal: Terminal) => Promise<Outcome>;

/**
 * The outcome of a command that tests: what its report says, and one failure
 * more when the command failed though no test did, or when there was no test.
 */
export function outcome(
  runner: string,
  code: number | null,
  counts: Counts,
): Outcome {
  const unexplained =
    counts.failed === 0 && (code !== 0 || counts.passed === 0) ? 1 : 0;
  return {
    runner,
    passed: counts.passed,
    failed: counts.failed + unexplained,
  };
}
