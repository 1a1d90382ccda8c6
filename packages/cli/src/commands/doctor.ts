import { checkBrowser } from '../hub/browser';
import { checkHost, describeCheck, isBlocking } from '../hub/checks';
import { place } from '../hub/place';
import { runningHub } from '../hub/running';
import { Terminal } from '../terminal';

/** `lab doctor`: looks at this computer and changes nothing. */
export async function doctor(
  options: { json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const at = place();
  const running = (await runningHub(at.stateDir)) !== undefined;
  const checks = [...(await checkHost({ ...at, running })), checkBrowser()];
  const problems = checks.filter(({ ok }) => !ok);
  if (options.json) {
    terminal.json({ ok: problems.length === 0, checks });
  } else {
    checks.forEach(check => terminal.answer(describeCheck(check)));
    terminal.answer(summary(problems.length, problems.some(isBlocking)));
  }
  if (problems.length > 0) {
    process.exitCode = 1;
  }
}

function summary(problems: number, blocking: boolean): string {
  if (problems === 0) {
    return 'All is well: ./lab up';
  }
  return blocking
    ? 'The hub can’t start like this.'
    : 'The hub can start like this, with what is said above missing.';
}
