import { spawn } from 'node:child_process';
import path from 'node:path';
import { ended, runCommand } from '../hub/process';
import { goCounts } from './counts';
import { Runner, outcome } from './runner';

/** Go vet and the Go tests of one module; `tags` choose the longer ones. */
export const goTests =
  (module: string, tags?: string): Runner =>
  async ({ root }, terminal) => {
    const runner = `go test${tags ? ` -tags ${tags}` : ''} (${module})`;
    const cwd = path.join(root, module);
    const tagArgs = tags ? ['-tags', tags] : [];
    const vet = await runCommand('go', ['vet', ...tagArgs, './...'], { cwd });
    const child = spawn('go', ['test', '-json', ...tagArgs, './...'], {
      cwd,
      stdio: ['ignore', 'pipe', 2],
    });
    let lines = '';
    child.stdout?.setEncoding('utf8').on('data', text => {
      lines += text;
    });
    const { code } = await ended(child);
    const counts = goCounts(lines);
    if (counts.failed > 0) {
      failedOutput(lines).forEach(line => terminal.progress(line));
    }
    return outcome(runner, vet.code || code, counts);
  };

/** What the failed tests wrote. */
function failedOutput(lines: string): string[] {
  const events: {
    Package: string;
    Test?: string;
    Action: string;
    Output?: string;
  }[] = lines
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
  const key = (one: { Package?: string; Test?: string }) =>
    `${one.Package} ${one.Test ?? ''}`;
  const failed = new Set(
    events.filter(({ Action }) => Action === 'fail').map(key),
  );
  return events
    .filter(one => /output$/.test(one.Action) && failed.has(key(one)))
    .map(({ Output = '' }) => Output.trimEnd());
}
