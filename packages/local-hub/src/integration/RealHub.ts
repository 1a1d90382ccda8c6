import { syncHead } from '@illm-lab/forge';
import { execFile, spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  askSupervisor,
  endSurvivors,
  HubStatus,
  Layout,
  layout,
} from '../control';
import { sessionHeader } from '@illm-lab/plugin-auth-local-node';
import { checkPorts } from '../host';
import { toolSet } from '../tools';

const run = promisify(execFile);
const REPO_ROOT = path.resolve(
  path.dirname(require.resolve('../../package.json')),
  '../..',
);
const FIRST_PORT = 11_907;
const PORT_STEP = 100;
/** All objects of a hub are megabytes. */
const MAX_OUTPUT = 2 ** 28;

/** A hub of real parts on a state folder of its own. */
export class RealHub {
  /** The checkout that it runs. */
  readonly repoRoot = REPO_ROOT;

  private constructor(readonly place: Layout) {}

  /**
   * Takes ports that nobody has and gives its forge this checkout, as `lab up`
   * does; starts nothing yet.
   */
  static async create(): Promise<RealHub> {
    const stateDir = mkdtempSync(path.join(tmpdir(), 'hub-'));
    for (let port = FIRST_PORT; ; port += PORT_STEP) {
      const place = layout(stateDir, port);
      if ((await checkPorts(place)).ok) {
        await syncHead({ checkout: REPO_ROOT, dir: place.path('forge') });
        return new RealHub(place);
      }
    }
  }

  /** Starts the supervisor as a process, as `lab up` does. */
  async start(): Promise<void> {
    const { logDir, stateDir, port } = this.place;
    mkdirSync(logDir, { recursive: true });
    const log = openSync(path.join(logDir, 'supervisor.log'), 'a');
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        path.join(REPO_ROOT, 'packages/local-hub/src/main.ts'),
        ...['--state', stateDir, '--repo', REPO_ROOT, '--port', `${port}`],
      ],
      { detached: true, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    let status: number | null | undefined;
    child.once('exit', code => {
      status = code;
    });
    child.unref();
    await this.eventually('the supervisor answers', async () => {
      if (status !== undefined) {
        throw new Error(`The supervisor exited with ${status}: ${this.log()}`);
      }
      return (await this.status()) !== undefined;
    });
  }

  status(): Promise<HubStatus | undefined> {
    return askSupervisor<HubStatus>(this.place.runDir, 'GET', '/status');
  }

  /** The header `Cookie` of a browser that was let in at the portal. */
  session(): Promise<string> {
    const secret = readFileSync(
      this.place.path('secrets', 'sign-in-secret'),
      'utf8',
    ).trim();
    return sessionHeader(secret, `http://localhost:${this.place.port}`);
  }

  /** A component, by name. */
  async component(name: string) {
    const status = await this.status();
    return status!.components.find(component => component.name === name)!;
  }

  /** Waits until everything is ready. Returns the status. */
  async ready(): Promise<HubStatus> {
    let status: HubStatus | undefined;
    await this.eventually('the hub is ready', async () => {
      status = await this.status();
      return status?.hub.state === 'ready';
    });
    return status!;
  }

  /** Waits until everything is ready, also what only some pages need. */
  async complete(): Promise<void> {
    await this.ready();
    await this.eventually('all parts are ready', async () =>
      (await this.status())!.components.every(({ ready }) => ready),
    );
  }

  /** Waits until these parts are ready or these steps done, whatever the others do. */
  async has(...names: string[]): Promise<void> {
    await this.eventually(`${names.join(' and ')} are ready`, async () => {
      const { components, steps } = (await this.status())!;
      return names.every(
        name =>
          components.find(one => one.name === name)?.ready ??
          steps.find(one => one.name === name)?.done,
      );
    });
  }

  async stop(): Promise<void> {
    await askSupervisor(this.place.runDir, 'POST', '/stop');
    await this.eventually(
      'the supervisor has ended',
      async () => (await this.status()) === undefined,
    );
  }

  /** Ends whatever is left and removes the state. */
  async remove(): Promise<void> {
    if (await this.status()) await this.stop();
    await endSurvivors(this.place.recordDir, this.place.logDir);
    rmSync(this.place.stateDir, { recursive: true, force: true });
  }

  /** Runs kubectl with a component's kubeconfig; returns what it prints. */
  async kubectl(args: string[], as = 'admin', input = ''): Promise<string> {
    const child = run(
      this.tool('kubectl'),
      [`--kubeconfig=${this.place.path('kube', `${as}.kubeconfig`)}`, ...args],
      { maxBuffer: MAX_OUTPUT },
    );
    child.child.stdin!.end(input);
    return (await child).stdout;
  }

  /** Makes or changes an object. */
  async apply(object: object): Promise<void> {
    await this.kubectl(['apply', '-f', '-'], 'admin', JSON.stringify(object));
  }

  /** Where a pinned tool's binary is. */
  tool(binary: string): string {
    return toolSet({ repoRoot: REPO_ROOT }).path(binary);
  }

  log(): string {
    return readFileSync(path.join(this.place.logDir, 'supervisor.log'), 'utf8');
  }

  /** Waits until it is true; fails with the state of all parts. */
  async eventually(
    what: string,
    isTrue: () => Promise<boolean>,
    timeoutMs = 300_000,
  ): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await isTrue())) {
      if (Date.now() > deadline) {
        const status = JSON.stringify(await this.status(), null, 1);
        throw new Error(`Never happened: ${what}\n${status}\n${this.log()}`);
      }
      await sleep(200);
    }
  }
}
