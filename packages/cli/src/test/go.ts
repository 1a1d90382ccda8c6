import { spawn } from 'node:child_process';
import path from 'node:path';
import { ended } from '../hub/process';
import { GoEvent, goCounts, goEvents } from './counts';
import { Runner, outcome } from './runner';
import { withTools } from './tools';

/** The node agent is the lab's only Go module with tests. */
const MODULE = 'packages/node-agent';

/** The Go tests that need nothing but Go. */
export const goUnit: Runner = async ({ root }, terminal) =>
  run('go test', root, ['./...'], {}, terminal);

/** The Go tests against a real control plane and Argo. */
export const goIntegration: Runner = async ({ root }, terminal) =>
  withTools(root, terminal, folder =>
    run(
      'go test (integration)',
      root,
      ['-tags', 'integration', '-count=1', './integration/...'],
      { LAB_TOOLS_BIN: folder },
      terminal,
    ),
  );

async function run(
  runner: string,
  root: string,
  args: string[],
  env: Record<string, string>,
  terminal: { progress(line: string): void },
) {
  const child = spawn('go', ['test', '-json', ...args], {
    cwd: path.join(root, MODULE),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 2],
  });
  let lines = '';
  child.stdout?.setEncoding('utf8').on('data', text => {
    lines += text;
  });
  const { code } = await ended(child);
  const events = goEvents(lines);
  failedOutput(events).forEach(line => terminal.progress(line));
  return outcome(runner, code, goCounts(events));
}

/** What the failed tests, and packages that don't compile, wrote. */
function failedOutput(events: GoEvent[]): string[] {
  const name = (one: GoEvent) =>
    `${one.Package ?? one.ImportPath} ${one.Test ?? ''}`;
  const failed = new Set(
    events
      .filter(({ Action }) => Action === 'fail' || Action === 'build-fail')
      .map(name),
  );
  return events
    .filter(one => one.Output !== undefined && failed.has(name(one)))
    .map(({ Output = '' }) => Output.trimEnd());
}
