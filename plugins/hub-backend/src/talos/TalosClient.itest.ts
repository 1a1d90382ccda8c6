import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { parseTalosconfig } from './talosconfig';
import { TalosClient } from './TalosClient';
import { TalosMachine } from './TalosMachine';

const MODULE = path.resolve(
  path.dirname(require.resolve('../../package.json')),
  '../../tools/talos',
);

/** Our client against a server made of Talos's own generated code. */
describe('Talos’s own server code', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'talos-'));
  const open: TalosMachine[] = [];
  let server: ChildProcess;

  beforeAll(async () => {
    const binary = path.join(folder, 'server');
    await promisify(execFile)('go', ['build', '-o', binary, './server'], {
      cwd: MODULE,
    });
    server = spawn(binary, ['--dir', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: server.stdout! }), 'line');
  }, 300_000);
  afterEach(() => open.splice(0).forEach(one => one.close()));
  afterAll(async () => {
    server.kill();
    await once(server, 'exit');
    rmSync(folder, { recursive: true });
  });

  function machine(client: string, now?: () => number) {
    const config = parseTalosconfig(
      readFileSync(path.join(folder, `${client}.yaml`), 'utf8'),
    );
    const one = new TalosMachine(
      '127.0.0.1',
      new TalosClient(config.contexts[0], '127.0.0.1'),
      now,
    );
    open.push(one);
    return one;
  }

  it('tells all that the page shows', async () => {
    const one = machine('reader');
    await one.poll();
    expect(one.current()).toEqual({
      address: '127.0.0.1',
      source: { name: 'Talos on 127.0.0.1', connected: true },
      since: expect.any(String),
      version: {
        tag: 'v1.12.4',
        platform: 'metal',
        schematic:
          '376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba',
      },
      machine: {
        stage: 'running',
        ready: false,
        unmet: [{ name: 'services', reason: 'kubelet is not healthy' }],
      },
      services: [
        {
          id: 'etcd',
          state: 'Running',
          healthy: true,
          message: 'Health check successful',
          since: '2026-11-23T09:30:00.000Z',
        },
        {
          id: 'kubelet',
          state: 'Running',
          healthy: false,
          message: 'context deadline exceeded',
          since: '2026-11-23T09:30:00.000Z',
        },
        {
          id: 'syslogd',
          state: 'Running',
          healthy: null,
          message: 'Started task syslogd',
          since: '2026-11-23T09:30:00.000Z',
        },
      ],
      etcd: {
        members: [
          // All 64 bits of it.
          { id: '17000000000000000001', hostname: 'n100-a', learner: false },
          { id: '2', hostname: 'n100-b', learner: true },
        ],
        leader: '17000000000000000001',
        memberId: '2',
        alarms: ['NOSPACE'],
        dbSize: 90_000_000,
        dbSizeInUse: 40_000_000,
        errors: [],
      },
      load: [0.5, 0.25, 0.125],
      // A share of time needs two answers.
      cpu: null,
      memory: { total: 16_000_000 * 1024, available: 4_000_000 * 1024 },
      disks: [
        {
          name: '/dev/nvme0n1',
          size: 512_000_000_000,
          model: 'KINGSTON',
          transport: 'nvme',
          rotational: false,
        },
      ],
      mounts: [
        {
          filesystem: '/dev/nvme0n1p6',
          mountedOn: '/var',
          size: 500_000_000_000,
          available: 45_000_000_000,
        },
      ],
      bootedAt: '2026-11-18T11:06:40.000Z',
      time: { synced: true, syncDisabled: false },
      certificates: [
        {
          name: 'client',
          subject: 'O=os:reader',
          expiresAt: expect.stringMatching(/Z$/),
        },
        { name: 'server', subject: 'CN=test', expiresAt: expect.any(String) },
      ],
      gaps: [],
    });
  });

  it('refuses an expired client certificate, in words that say so', async () => {
    const one = machine('expired');
    await one.poll();
    expect(one.current().source).toEqual({
      name: 'Talos on 127.0.0.1',
      connected: false,
      reason: expect.stringMatching(
        /^Our client certificate expired on \d{4}-\d\d-\d\d\. Make a new talosconfig/,
      ),
    });
  });

  it('says so too when only the server’s clock knows that it has expired', async () => {
    const yesterday = Date.now() - 24 * 60 * 60 * 1000;
    const one = machine('expired', () => yesterday);
    await one.poll();
    expect(one.current().source.reason).toMatch(
      /^127\.0\.0\.1:\d+ refuses our client certificate: it has expired\. Make a new talosconfig/,
    );
  });

  it('refuses a client certificate of another authority, in words that say so', async () => {
    const one = machine('untrusted');
    await one.poll();
    expect(one.current().source).toMatchObject({
      connected: false,
      reason: expect.stringMatching(
        /^127\.0\.0\.1:\d+ does not trust our client certificate: another authority/,
      ),
    });
  });
});
