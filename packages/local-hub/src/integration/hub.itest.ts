import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import https from 'node:https';
import { CertificateStore } from '../pki';
import { listeners } from '../host';
import { processStartTime, memoryBytes } from '../supervisor';
import { RealHub } from './RealHub';

const GB = 1000 ** 3;
/** 127.0.0.0/8 in the notation of /proc/net/tcp, and ::1. */
const LOOPBACK = /^(0*[0-9A-F]{6}7F|0{24}01000000)$/;

/** Resolves with the status, or the error code of the connection. */
const ask = (url: string, tls: https.RequestOptions = {}) =>
  new Promise<number | string>(resolve => {
    const request = https.request(
      url,
      { ...tls, agent: false, rejectUnauthorized: false },
      response => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code ?? error.message),
    );
    request.end();
  });

const configMap = (name: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
    data: { kept: 'yes' },
  });

describe('a hub of real parts', () => {
  let hub: RealHub;
  beforeAll(async () => {
    hub = await RealHub.create();
    await hub.start();
    await hub.complete();
  }, 600_000);
  afterAll(() => hub.remove(), 120_000);

  it('lists every part with version, pid and address, and serves kubectl', async () => {
    const { components, hub: about, tools } = (await hub.status())!;
    expect(about).toMatchObject({
      state: 'ready',
      environment: 'local',
      kubernetesVersion: expect.stringMatching(/^v1\.\d+\.\d+$/),
    });
    for (const component of components) {
      expect(component).toMatchObject({
        version: expect.any(String),
        // A port of loopback, or a socket of the hub's user.
        address: expect.stringMatching(
          /(localhost|127\.0\.0\.1):\d+$|^unix:\//,
        ),
        ready: true,
      });
      expect(processStartTime(component.pid!)).toBeDefined();
    }
    expect(tools.every(({ state }) => state === 'ready')).toBe(true);

    await hub.kubectl(['apply', '-f', '-'], 'admin', configMap('before'));
    expect(await hub.kubectl(['get', 'nodes', '-o', 'name'])).toBe(
      'node/lab\n',
    );
    await hub.kubectl(['wait', 'node/lab', '--for=condition=Ready']);
  });

  it('refuses a second supervisor on the same state', async () => {
    const { pid } = (await hub.status())!.hub;
    await hub.start();
    await hub.eventually('it is refused', async () =>
      hub.log().includes('A hub already runs on'),
    );
    expect((await hub.status())!.hub.pid).toBe(pid);
  });

  it('listens on loopback only', async () => {
    const ports = Object.values(hub.place.ports);
    const open = listeners().filter(({ port }) => ports.includes(port));
    expect(new Set(open.map(({ port }) => port)).size).toBeGreaterThan(15);
    expect(open.filter(({ address }) => !LOOPBACK.test(address))).toEqual([]);
  });

  it('lets nobody in without a certificate of the right authority', async () => {
    const { ports } = hub.place;
    const pki = new CertificateStore(hub.place.path('pki'));
    const foreign = await pki.certificate('user-admin', 'kubernetes', {
      commonName: 'illm-lab-admin',
      organizations: ['system:masters'],
      usage: ['client'],
    });
    expect(new X509Certificate(foreign.cert).subject).toContain(
      'illm-lab-admin',
    );
    const tls = { cert: foreign.cert, key: foreign.key };
    const api = `https://127.0.0.1:${ports.apiserver}/api/v1/secrets`;
    expect(await ask(api)).toBe(401);
    expect(await ask(api, tls)).toBe(200);
    // A certificate for the API server, even its administrator's, opens
    // neither etcd nor the node agent.
    for (const url of [
      `https://127.0.0.1:${ports.etcdClient}/health`,
      `https://127.0.0.1:${ports.kubelet}/pods`,
    ]) {
      expect([await ask(url), await ask(url, tls)]).toEqual([
        expect.stringMatching(/^(ERR_SSL|ECONNRESET|EPROTO)/),
        expect.stringMatching(/^(ERR_SSL|ECONNRESET|EPROTO)/),
      ]);
    }
  });

  it('gives each part only its own rights', async () => {
    const can = (as: string, ...question: string[]) =>
      hub.kubectl(['auth', 'can-i', ...question], as).then(
        answer => answer.trim(),
        error => error.stdout.trim(),
      );
    expect(
      await can('portal', 'create', 'workflows', '-n', 'experiments'),
    ).toBe('yes');
    expect(await can('portal', 'create', 'workflows', '-n', 'default')).toBe(
      'no',
    );
    // It may read the ways into clusters, and no other Secret; it changes none.
    const clusters = ['secrets', '-n', 'illm-lab-clusters'];
    expect(await can('portal', 'get', ...clusters)).toBe('yes');
    expect(await can('portal', 'update', ...clusters)).toBe('no');
    for (const namespace of ['argocd', 'experiments', 'illm-lab']) {
      expect(await can('portal', 'get', 'secrets', '-n', namespace)).toBe('no');
    }
    expect(
      await can('argo-server', 'create', 'workflows', '-n', 'experiments'),
    ).toBe('no');
    expect(
      await can('workflow-controller', 'get', 'secrets', '-n', 'argocd'),
    ).toBe('no');
    expect(await can('node-agent', 'create', 'pods')).toBe('no');
    expect(await can('argocd-repo-server', 'get', 'configmaps')).toBe('no');
  }, 60_000);

  it('keeps its secrets to itself', async () => {
    const { stateDir, path } = hub.place;
    expect(statSync(stateDir).mode % 0o1000).toBe(0o700);
    const commandLines = (await hub.status())!.components.map(({ pid }) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
    );
    for (const file of readdirSync(path('secrets'))) {
      expect(statSync(path('secrets', file)).mode % 0o1000).toBe(0o600);
      const secret = readFileSync(path('secrets', file), 'utf8').trim();
      expect(commandLines.filter(line => line.includes(secret))).toEqual([]);
    }
  });

  it('stays within its memory, without the portal and with what only pages show', async () => {
    const { components, hub: about } = (await hub.status())!;
    const bytes = (of: typeof components) =>
      of.reduce((sum, { pid }) => sum + memoryBytes(pid!), 0);
    const views = components.filter(({ group }) => group === 'views');
    const thread = components.filter(
      ({ name, group }) => group === 'thread' && name !== 'portal',
    );
    expect(thread.length).toBeGreaterThan(10);
    expect(bytes(thread) + memoryBytes(about.pid!)).toBeLessThan(2 * GB);
    // What only pages show has a budget of its own.
    expect(bytes(views)).toBeLessThan(0.5 * GB);
  });

  it('is ready without what only pages show', async () => {
    const opencost = await hub.component('opencost');
    expect(opencost.group).toBe('views');
    process.kill(opencost.pid!, 'SIGSTOP');
    try {
      await hub.eventually(
        'OpenCost no longer answers',
        async () => !(await hub.component('opencost')).ready,
      );
      expect((await hub.status())!.hub.state).toBe('ready');
    } finally {
      process.kill(opencost.pid!, 'SIGCONT');
    }
    await hub.complete();
  }, 120_000);

  it('starts each part again that is killed', async () => {
    const before = (await hub.status())!.components;
    for (const { pid } of before) process.kill(pid!, 'SIGKILL');
    await hub.eventually('all run again', async () => {
      const { components } = (await hub.status())!;
      return components.every(
        ({ name, ready, pid }) =>
          ready && pid !== before.find(old => old.name === name)!.pid,
      );
    });
    const after = (await hub.ready()).components;
    expect(after.filter(({ restarts }) => restarts < 1)).toEqual([]);
    expect(
      await hub.kubectl(['get', 'configmap', 'before', '-o', 'name']),
    ).toBe('configmap/before\n');
  }, 300_000);

  it('is adopted when the supervisor was killed', async () => {
    const before = (await hub.status())!;
    process.kill(before.hub.pid!, 'SIGKILL');
    await hub.eventually(
      'the supervisor is gone',
      async () => (await hub.status()) === undefined,
    );
    await hub.start();
    await hub.complete();
    const after = (await hub.status())!;
    expect(after.components.map(({ name, pid }) => [name, pid])).toEqual(
      before.components.map(({ name, pid }) => [name, pid]),
    );
  }, 300_000);

  it('goes down without a trace, and comes up with its state', async () => {
    const before = (await hub.status())!.components;
    await hub.stop();
    expect(before.filter(({ pid }) => processStartTime(pid!))).toEqual([]);
    const ports = Object.values(hub.place.ports);
    expect(listeners().filter(({ port }) => ports.includes(port))).toEqual([]);
    expect(readdirSync(hub.place.recordDir)).toEqual([]);

    await hub.start();
    await hub.ready();
    expect(
      await hub.kubectl(['get', 'configmap', 'before', '-o', 'name']),
    ).toBe('configmap/before\n');
  }, 300_000);
});
