import { place } from '../hub/place';
import { UsageError } from '../errors';
import { SUITES, isSuite, runSuites } from '../test';
import { Terminal } from '../terminal';

/** `lab test`: runs one suite or all, and ends with the sum over all runners. */
export async function test(
  suite: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (suite !== undefined && !isSuite(suite)) {
    throw new UsageError(
      `There is no suite “${suite}”. Suites: ${SUITES.join(', ')}.`,
    );
  }
  const passed = await runSuites(suite ? [suite] : SUITES, place(), terminal);
  if (!passed) {
    process.exitCode = 1;
  }
}
