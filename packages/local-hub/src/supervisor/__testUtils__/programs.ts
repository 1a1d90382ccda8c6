import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net, { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processStartTime } from '../procfs';
import { tcpProbe } from '../probe';
import { ProbeTimings } from '../Readiness';
import { Supervisor } from '../Supervisor';
import { ComponentSpec, StepSpec } from '../types';

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until it is true; fails with the description after ten seconds. */
export async function eventually(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Never happened: ${what}`);
    await sleep(20);
  }
}

/** A server that records its start and its end in a file. */
const SERVER = `
const [name, port, journal, delay] = process.argv.slice(1);
const note = text => require('fs').appendFileSync(journal, text + ' ' + name + '\\n');
note('start');
const server = require('net').createServer(socket => socket.end());
setTimeout(() => server.listen(+port, '127.0.0.1'), +delay);
process.on('SIGTERM', () => { note('end'); process.exit(0); });
`;

/** A state folder with supervisors on it, all ended by `clean`. */
export class Place {
  readonly dir = mkdtempSync(path.join(tmpdir(), 'supervisor-'));
  readonly journalFile = path.join(this.dir, 'journal');
  private readonly supervisors: Supervisor[] = [];
  private readonly pids = new Map<number, string>();

  supervise(
    components: ComponentSpec[],
    steps: StepSpec[] = [],
    options: { maxLogBytes?: number; timings?: ProbeTimings } = {},
  ): Supervisor {
    const supervisor = new Supervisor({
      components,
      steps,
      recordDir: path.join(this.dir, 'run'),
      logDir: path.join(this.dir, 'logs'),
      logger: { info: () => {}, warn: () => {} },
      backoff: { initialMs: 40, maxMs: 400, stableMs: 60_000 },
      timings: {
        startingMs: 20,
        readyMs: 50,
        timeoutMs: 1_000,
        hungMs: 60_000,
      },
      onChange: () => this.remember(supervisor),
      ...options,
    });
    this.supervisors.push(supervisor);
    return supervisor;
  }

  /** A component that listens on a port of its own. */
  async server(
    name: string,
    options: Partial<ComponentSpec> & { delayMs?: number } = {},
  ): Promise<ComponentSpec> {
    const { delayMs = 0, ...rest } = options;
    const port = await freePort();
    return {
      name,
      version: () => 'v1',
      address: `127.0.0.1:${port}`,
      launch: () =>
        this.node(SERVER, [name, `${port}`, this.journalFile, `${delayMs}`]),
      ready: tcpProbe(port),
      ...rest,
    };
  }

  /** How to run a script. */
  node(script: string, args: string[] = []) {
    return {
      command: process.execPath,
      args: ['-e', script, ...args],
      env: {},
      cwd: this.dir,
    };
  }

  /**
   * Has a supervisor start a component, then kills that supervisor. Returns
   * the pid of what it leaves behind.
   */
  async leaveBehind(spec: ComponentSpec): Promise<number> {
    const transform = require.resolve(
      '@backstage/cli-node/config/nodeTransform.cjs',
    );
    const supervisor = spawn(
      process.execPath,
      [
        ...['--require', transform],
        path.join(__dirname, 'supervisorProcess.ts'),
        ...[this.dir, spec.name, spec.address!.split(':')[1]],
        JSON.stringify(await spec.launch()),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(supervisor.stdout, 'data');
    const pid = Number(line);
    this.pids.set(pid, processStartTime(pid)!);
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    return pid;
  }

  /** What the servers recorded. */
  journal(): string[] {
    try {
      return readFileSync(this.journalFile, 'utf8').trim().split('\n');
    } catch {
      return [];
    }
  }

  /** Processes that were ever part of it and still run. */
  alive(): number[] {
    return [...this.pids].flatMap(([pid, start]) =>
      isAlive(pid, start) ? [pid] : [],
    );
  }

  async clean(): Promise<void> {
    await Promise.all(this.supervisors.map(supervisor => supervisor.stop()));
    for (const pid of this.alive()) process.kill(pid, 'SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }

  private remember(supervisor: Supervisor) {
    for (const { pid } of supervisor.status().components) {
      const start = pid ? processStartTime(pid) : undefined;
      if (pid && start) this.pids.set(pid, start);
    }
  }
}
