import { spawn } from 'node:child_process';
import path from 'node:path';
import { ended } from '../hub/process';
import { GoEvent, goCounts, goEvents, sum } from './counts';
import { Runner, outcome } from './runner';
import { withTools } from './tools';

/** The lab's Go modules with tests. Each has its integration tests in one folder. */
const MODULES = ['packages/node-agent', 'tools/talos'];

/** The Go tests that need nothing but Go. */
export const goUnit: Runner = async ({ root }, terminal) =>
  run('go test', root, ['./...'], {}, terminal);

/** The Go tests against a real control plane, Argo and etcd. */
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
  const outcomes = [];
  for (const module of MODULES) {
    const { code, events } = await goTest(path.join(root, module), args, env);
    failedOutput(events).forEach(line => terminal.progress(line));
    outcomes.push(outcome(`${runner} ${module}`, code, goCounts(events)));
  }
  return { runner, ...sum(outcomes) };
}

async function goTest(
  module: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; events: GoEvent[] }> {
  const child = spawn('go', ['test', '-json', ...args], {
    cwd: module,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 2],
  });
  let lines = '';
  child.stdout?.setEncoding('utf8').on('data', text => {
    lines += text;
  });
  const { code } = await ended(child);
  return { code, events: goEvents(lines) };
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
