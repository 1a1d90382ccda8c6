import { execFile, spawn, ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { toolSet } from '@illm-lab/local-hub/tools';
import { ROOT } from '../generate/places';
import { PACKAGE, read, SURROUNDINGS } from '../testing/fixtures';

const exec = promisify(execFile);
const START_MS = 60_000;
const COMPOSITIONS = path.join(
  ROOT,
  'platform/hub/manifests/claims/compositions.yaml',
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

const answers = (port: number) =>
  new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** The function as a process, and Crossplane's own CLI, which renders with it. */
export class Renderer {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  /** @throws with what it said when the function does not start */
  static async start(): Promise<Renderer> {
    const port = await freePort();
    const transform = require.resolve(
      '@backstage/cli-node/config/nodeTransform.cjs',
    );
    const child = spawn(
      process.execPath,
      [
        ...['--require', transform, path.join(PACKAGE, 'src/main.ts')],
        ...['--insecure', `--address=127.0.0.1:${port}`],
      ],
      { cwd: PACKAGE, env: { PATH: process.env.PATH, HOME: process.env.HOME } },
    );
    let said = '';
    child.stderr.on('data', text => (said += text));
    child.stdout.on('data', text => (said += text));
    const until = Date.now() + START_MS;
    while (!(await answers(port))) {
      if (child.exitCode !== null || Date.now() > until) {
        child.kill();
        throw new Error(`The function did not start: ${said}`);
      }
      await sleep(100);
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'render-'));
    return new Renderer(folder, child, port);
  }

  stop(): void {
    this.child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What `crossplane render` prints for a claim of this file. */
  async render(file: string): Promise<string> {
    const [{ kind }] = read(file);
    const composition = read(COMPOSITIONS).find(
      ({ spec }) =>
        (spec as { compositeTypeRef: { kind: string } }).compositeTypeRef
          .kind === kind,
    );
    const { stdout } = await exec(toolSet({ repoRoot: ROOT }).path('crank'), [
      'render',
      file,
      this.write('composition.yaml', composition),
      this.write('functions.yaml', {
        apiVersion: 'pkg.crossplane.io/v1',
        kind: 'Function',
        metadata: {
          name: 'composition',
          annotations: {
            'render.crossplane.io/runtime': 'Development',
            'render.crossplane.io/runtime-development-target': `127.0.0.1:${this.port}`,
          },
        },
        spec: { package: 'ghcr.io/illm-lab/composition' },
      }),
      `--required-resources=${SURROUNDINGS}`,
      // With what was asked, so that the claim can be validated too.
      '--include-full-xr',
    ]);
    return stdout;
  }

  private write(name: string, object: unknown): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, stringify(object));
    return file;
  }
}
