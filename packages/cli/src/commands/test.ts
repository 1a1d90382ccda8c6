import { place } from '../hub/place';
import { SUITES, Suite, runSuites } from '../test';
import { Terminal } from '../terminal';

/** `lab test`: runs one suite or all, and ends with the sum over all runners. */
export async function test(
  suite: Suite | undefined,
  terminal: Terminal,
): Promise<void> {
  const passed = await runSuites(suite ? [suite] : SUITES, place(), terminal);
  if (!passed) {
    process.exitCode = 1;
  }
}
