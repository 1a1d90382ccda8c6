import { Place } from '../hub/place';
import { Terminal } from '../terminal';
import { sum } from './counts';
import { endToEnd } from './e2e';
import { goIntegration, goUnit } from './go';
import { Outcome, Runner } from './runner';
import { Suite } from './suite';
import { jestIntegration, jestUnit, lintAndTypes } from './turbo';

const RUNNERS: Record<Suite, Runner[]> = {
  unit: [lintAndTypes, jestUnit, goUnit],
  integration: [jestIntegration, goIntegration],
  e2e: [endToEnd],
};

/**
 * Runs suites one after the other, each to its end, prints what each runner
 * counted, and as the last line the sum.
 *
 * @returns whether tests ran and none failed
 */
export async function runSuites(
  suites: readonly Suite[],
  at: Place,
  terminal: Terminal,
): Promise<boolean> {
  const outcomes: Outcome[] = [];
  for (const suite of suites) {
    for (const runner of RUNNERS[suite]) {
      outcomes.push(await guarded(suite, () => runner(at, terminal), terminal));
    }
  }
  for (const { runner, passed, failed } of outcomes) {
    terminal.answer(`${runner}: ${passed} passed, ${failed} failed`);
  }
  const { passed, failed } = sum(outcomes);
  terminal.answer(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

/** A runner that can't even run must not hide what the others found. */
async function guarded(
  suite: Suite,
  run: () => Promise<Outcome>,
  terminal: Terminal,
): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    terminal.progress(`${suite}: ${(error as Error).message}`);
    return { runner: `${suite} (could not run)`, passed: 0, failed: 1 };
  }
}
