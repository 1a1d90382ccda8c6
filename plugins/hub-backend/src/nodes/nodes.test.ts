import { mockServices } from '@backstage/backend-test-utils';
import { NodePage } from '@illm-lab/plugin-hub-common';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakeCluster } from '../__testUtils__/FakeCluster';
import { eventually, startHub } from '../__testUtils__/startHub';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { KubeConnection } from '../kube/KubeConnection';
import { KubeObject } from '../kube/types';
import { FakeTalos } from '../talos/__testUtils__/FakeTalos';
import { TalosFleet } from '../talos/TalosFleet';
import notReady from './__fixtures__/not-ready.json';
import ready from './__fixtures__/ready.json';
import silent from './__fixtures__/silent.json';
import talosNode from './__fixtures__/talos.json';
import { DeclaredReader } from './DeclaredReader';
import { NodeBook } from './NodeBook';
import { NodeService } from './NodeService';

const STEP_MS = 50;
jest.setTimeout(15_000);
const base64 = (text: string) => Buffer.from(text).toString('base64');

const pod = (name: string, nodeName: string, phase = 'Running') =>
  ({
    metadata: { name, namespace: 'default', uid: name },
    spec: {
      nodeName,
      containers: [{ resources: { requests: { cpu: '500m', memory: '1Gi' } } }],
    },
    status: { phase },
  } as KubeObject);

/** Whose authority is another one. */
class FakeTalosElsewhere extends FakeTalos {
  async config(real: FakeTalos): Promise<string> {
    await this.up();
    this.down();
    return real.talosconfig({ ca: this.authority.ca });
  }
}

/** The hub's cluster, and another that its Argo CD knows. */
describe('nodes', () => {
  let hub: FakeCluster;
  let other: FakeCluster;
  let talos: FakeTalos;
  let declared: string | undefined;
  let book: NodeBook;
  let registry: ClusterRegistry;
  let service: NodeService;
  const onChange = jest.fn();

  beforeEach(async () => {
    hub = new FakeCluster();
    other = new FakeCluster();
    talos = new FakeTalos();
    await Promise.all([hub.up(), other.up(), talos.up()]);
    declared = 'talosVersion: v1.13.0\nkubernetesVersion: v1.35.4\n';
    hub.putObject('nodes', ready);
    hub.putObject('secrets', {
      metadata: { name: 'target', namespace: 'argocd', uid: 'target' },
      data: {
        name: base64('target'),
        server: base64(other.url),
        config: base64(
          '{"bearerToken":"portal","tlsClientConfig":{"insecure":true}}',
        ),
      },
    } as KubeObject);
  });
  afterEach(async () => {
    await book?.stop();
    await registry?.stop();
    talos.down();
    await Promise.all([hub.stop(), other.stop()]);
  });

  /** Watches what is there, with Talos where a talosconfig is given. */
  async function start(talosconfig?: string) {
    const file =
      talosconfig === undefined
        ? undefined
        : path.join(hub.folder, 'talosconfig');
    if (file) writeFileSync(file, talosconfig!);
    const logger = mockServices.logger.mock();
    registry = new ClusterRegistry({
      connection: new KubeConnection(hub.kubeconfig),
      logger,
    });
    const fleet = new TalosFleet({ file, contexts: {}, logger });
    const reader = new DeclaredReader(
      { lastKnownHead: async () => 'abc', read: async () => declared },
      logger,
    );
    book = new NodeBook({
      registry,
      fleet,
      declared: reader,
      onChange,
      stepMs: STEP_MS,
    });
    service = new NodeService({ registry, book, fleet, declared: reader });
    const context = { onStatusChange: () => undefined };
    await registry.start(context);
    await book.start(context);
  }

  const shows = (check: (page: NodePage) => void, request = {}) =>
    eventually(() => check(service.list(request)));

  it('shows what Kubernetes knows of a node without Talos', async () => {
    hub.putObject('pods', pod('a', 'plain'));
    hub.putObject('pods', pod('b', 'plain', 'Pending'));
    hub.putObject('pods', pod('done', 'plain', 'Succeeded'));
    await start();
    await shows(({ items, clusters, talos: config }) => {
      expect(config).toBeNull();
      expect(clusters[0]).toEqual({
        cluster: 'hub',
        title: 'Hub',
        health: 'well',
        sentence: '1 node, well.',
        nodes: 1,
        unwell: 0,
        pods: 2,
        source: { name: 'Kubernetes of Hub', connected: true },
      });
      expect(items).toMatchObject([
        {
          cluster: 'hub',
          name: 'plain',
          health: 'well',
          sentence: 'All well.',
          talos: null,
          resources: {
            cpu: { capacity: 4, allocatable: 3.95, requested: 1, used: null },
            memory: { requested: 2 * 1024 ** 3 },
            pods: { capacity: 110, requested: 2 },
            usedFrom: null,
          },
          versions: [{ part: 'Kubernetes', state: 'undeclared' }],
          kubernetes: {
            ready: true,
            kubeletVersion: 'v1.35.4',
            podPhases: { Running: 1, Pending: 1, Succeeded: 1 },
          },
        },
      ]);
    });
    await eventually(() =>
      expect(service.clusters().items).toMatchObject([
        { name: 'hub', kubernetesVersion: 'v1.35.4', nodes: 1 },
        { name: 'target', kubernetesVersion: 'v1.35.4', nodes: 0 },
      ]),
    );
    expect(service.get('hub', 'plain').pods.map(({ name }) => name)).toEqual([
      'a',
      'b',
      'done',
    ]);
    expect(() => service.get('hub', 'nowhere')).toThrow('There is no node');
    expect(() => service.get('nowhere', 'plain')).toThrow('There is no node');
  });

  it('says what is used as the metrics server says it', async () => {
    hub.documents.set('/apis/metrics.k8s.io/v1beta1/nodes', {
      items: [
        {
          metadata: { name: 'plain' },
          usage: { cpu: '1500000000n', memory: '4194304Ki' },
        },
      ],
    });
    await start();
    await shows(({ items: [node] }) => {
      expect(node.resources).toMatchObject({
        cpu: { used: 1.5 },
        memory: { used: 4 * 1024 ** 3 },
        usedFrom: 'metrics.k8s.io',
        usedAt: expect.any(String),
      });
      expect(node.history.cpu.at(-1)).toBeCloseTo(0.375);
      expect(node.history.memory.at(-1)).toBeCloseTo(0.25);
    });
  });

  it('puts what is unwell first, finds and pages', async () => {
    other.putObject('nodes', ready);
    other.putObject('nodes', notReady);
    other.putObject('nodes', silent);
    await start();
    const names = (request = {}) =>
      service.list(request).items.map(({ name }) => name);
    await eventually(() =>
      expect(names()).toEqual(['plain', 'gone', 'sick', 'plain']),
    );
    await shows(({ items }) =>
      expect(items).toMatchObject([
        { health: 'well' },
        {
          health: 'bad',
          sentence:
            'The kubelet is silent: Kubelet stopped posting node status. Cordoned: it takes no new pods.',
        },
        {
          health: 'bad',
          sentence:
            'Not ready: container runtime is down. Disk pressure: kubelet has disk pressure.',
        },
        { health: 'well' },
      ]),
    );
    expect(service.list({}).clusters[1]).toMatchObject({
      health: 'bad',
      sentence: '3 nodes, 2 need attention.',
      unwell: 2,
    });
    expect(names({ cluster: 'target', health: 'bad' })).toEqual([
      'gone',
      'sick',
    ]);
    expect(names({ search: 'PLA' })).toEqual(['plain', 'plain']);
    expect(names({ limit: 2, offset: 1 })).toEqual(['gone', 'sick']);
    expect(service.list({ limit: 1 }).total).toBe(4);
  });

  it('follows nodes and pods as they come, change and go', async () => {
    await start();
    await shows(({ total }) => expect(total).toBe(1));
    onChange.mockClear();
    hub.putObject('nodes', notReady);
    hub.putObject('pods', pod('a', 'sick'));
    await shows(({ items: [first] }) =>
      expect(first).toMatchObject({
        name: 'sick',
        resources: { pods: { requested: 1 } },
      }),
    );
    await eventually(() => expect(onChange).toHaveBeenCalled());
    hub.removeObject('nodes', notReady);
    await shows(({ items }) =>
      expect(items.map(({ name }) => name)).toEqual(['plain']),
    );
  });

  it.each([
    ['down', () => other.down(), /ECONNREFUSED|ECONNRESET|aborted|hang up/],
    [
      'answering something else',
      () => {
        other.mood = 'rubbish';
      },
      /no Kubernetes version/,
    ],
  ])(
    'shows a cluster’s last nodes when it is %s, and the others as ever',
    async (_how, break_, reason) => {
      other.putObject('nodes', {
        ...ready,
        metadata: { name: 'far', uid: 'far' },
      });
      await start();
      await shows(({ total }) => expect(total).toBe(2));
      await shows(({ clusters }) =>
        expect(clusters[1].source.connected).toBe(true),
      );
      await break_();
      await shows(({ items, clusters }) => {
        expect(clusters).toMatchObject([
          { source: { connected: true }, health: 'well' },
          {
            health: 'unknown',
            source: {
              connected: false,
              reason: expect.stringMatching(reason),
              lastGoodAt: expect.any(String),
            },
          },
        ]);
        expect(items).toMatchObject([
          { name: 'plain', health: 'well' },
          {
            name: 'far',
            health: 'unknown',
            sentence: 'Its cluster does not answer.',
            kubernetes: { kubeletVersion: 'v1.35.4' },
          },
        ]);
      });
      other.mood = undefined;
      if (_how === 'down') await other.up();
      await shows(({ items }) => expect(items[1].health).toBe('well'));
    },
  );

  it('notices that a cluster has fallen silent, though it keeps its connections', async () => {
    other.putObject('nodes', ready);
    await start();
    await shows(({ clusters }) =>
      expect(clusters[1].source.connected).toBe(true),
    );
    other.mood = 'silent';
    await shows(({ clusters }) =>
      expect(clusters[1].source.reason).toBe(
        'The API server did not answer within 5 s.',
      ),
    );
    // The other one was answered all the time.
    expect(service.list({}).clusters[0].source.connected).toBe(true);
  }, 20_000);

  describe('with Talos', () => {
    beforeEach(() => hub.putObject('nodes', talosNode));
    const n100 = ({ items }: NodePage) =>
      items.find(({ name }) => name === 'n100')!;

    it('joins both, by the address', async () => {
      await start(await talos.talosconfig());
      await shows(page => {
        expect(page.total).toBe(2);
        expect(n100(page)).toMatchObject({
          health: 'well',
          versions: [
            { part: 'Talos', running: 'v1.13.0', state: 'current' },
            { part: 'Kubernetes', running: 'v1.35.4', state: 'current' },
          ],
          resources: {
            memory: { used: 750 * 1024 },
            usedFrom: 'Talos',
          },
          kubernetes: {
            roles: ['control-plane'],
            taints: [{ effect: 'NoSchedule' }],
          },
          talos: { version: { tag: 'v1.13.0', schematic: 'abc123' } },
        });
      });
      expect(service.list({}).talos).toEqual({
        name: 'Talos',
        connected: true,
      });
    });

    it('says that an upgrade is due', async () => {
      declared = 'talosVersion: v1.13.2\n';
      await start(await talos.talosconfig());
      await shows(page => {
        expect(n100(page)).toMatchObject({
          health: 'attention',
          sentence: 'Upgrade due: Talos v1.13.0 runs, v1.13.2 is declared.',
        });
        expect(page.clusters[0].sentence).toBe(
          '2 nodes, 1 needs attention. Upgrade due: Talos v1.13.0 runs, v1.13.2 is declared.',
        );
      });
    });

    it.each(['talosVersion: 7\n', '- a\n', 'a: [', undefined])(
      'holds nothing against a machine when what is declared is %j',
      async text => {
        declared = text;
        await start(await talos.talosconfig());
        await shows(page =>
          expect(n100(page)).toMatchObject({
            health: 'well',
            talos: { source: { connected: true } },
            versions: [{ state: 'undeclared' }, { state: 'undeclared' }],
          }),
        );
      },
    );

    it('lists a machine that Kubernetes does not know', async () => {
      hub.removeObject('nodes', talosNode);
      await start(await talos.talosconfig());
      await shows(({ items }) =>
        expect(items).toMatchObject([
          {
            name: '127.0.0.1',
            health: 'bad',
            sentence: 'Kubernetes has no such node.',
            kubernetes: null,
            talos: { source: { connected: true } },
          },
          { name: 'plain' },
        ]),
      );
    });

    it('keeps Kubernetes’ word when Talos is gone, and says since when', async () => {
      await start(await talos.talosconfig());
      await shows(page => expect(n100(page)?.health).toBe('well'));
      talos.down();
      await shows(page =>
        expect(n100(page)).toMatchObject({
          health: 'attention',
          sentence: `Talos does not answer: ${talos.endpoint} refuses connections. Does the machine run?`,
          kubernetes: { ready: true },
          resources: { usedFrom: null },
          talos: {
            since: expect.any(String),
            source: { connected: false, lastGoodAt: expect.any(String) },
            memory: { total: 1000 * 1024 },
          },
        }),
      );
    });

    it.each([
      ['no YAML', 'a: ['],
      ['contexts', 'context: home'],
    ])('says what is wrong with the talosconfig: %s', async (what, text) => {
      await start(text);
      await shows(page => {
        expect(page.talos).toMatchObject({
          connected: false,
          reason: expect.stringContaining(what),
        });
        expect(n100(page)).toMatchObject({ health: 'well', talos: null });
      });
    });

    it('reads the good context beside one of another kind (case 06-talosconfig-other-contexts)', async () => {
      const config = JSON.parse(await talos.talosconfig());
      const attic = {
        endpoints: ['https://lab.omni.example'],
        auth: { siderov1: { identity: 'me@example.org' } },
      };
      config.contexts.attic = attic;
      await start(JSON.stringify(config));
      await shows(page => {
        expect(page.talos).toEqual({ name: 'Talos', connected: true });
        expect(n100(page).talos?.source).toMatchObject({ connected: true });
      });
      // Where it is the one that the cluster needs, it is named.
      const file = path.join(hub.folder, 'talosconfig');
      writeFileSync(file, JSON.stringify({ ...config, context: 'attic' }));
      await shows(page =>
        expect(page.talos).toMatchObject({
          connected: false,
          reason: expect.stringMatching(/contexts.attic signs in at Omni/),
        }),
      );
    });

    it('knows a node that the talosconfig calls by its name (case 23-second-endpoint)', async () => {
      await start(await talos.talosconfig({ nodes: ['localhost'] }));
      await shows(page => {
        expect(page.items.map(({ name }) => name)).toEqual(['n100', 'plain']);
        expect(n100(page).talos?.source).toMatchObject({ connected: true });
      });
    });

    it('takes up a talosconfig that comes, and another one', async () => {
      await start('');
      const file = path.join(hub.folder, 'talosconfig');
      const untrusted = await new FakeTalosElsewhere().config(talos);
      writeFileSync(file, untrusted);
      await shows(page =>
        expect(n100(page)?.sentence).toContain('is not trusted'),
      );
      writeFileSync(file, await talos.talosconfig());
      await shows(page => expect(n100(page).health).toBe('well'));
    });
  });
});

describe('API of nodes', () => {
  it('is for those who are signed in, and answers by the document', async () => {
    const hub = await startHub();
    try {
      hub.cluster.putObject('nodes', ready);
      await expect(hub.as().nodes.listNodes()).rejects.toMatchObject({
        statusCode: 401,
      });
      const { nodes } = hub.as('linus');
      await eventually(async () =>
        expect(await nodes.listNodes({ search: 'pl', limit: 5 })).toMatchObject(
          {
            total: 1,
            items: [{ name: 'plain', health: 'well' }],
          },
        ),
      );
      expect(await nodes.listClusters()).toMatchObject({
        items: [{ name: 'hub', nodes: 1 }],
      });
      expect(
        await nodes.getNode({ cluster: 'hub', node: 'plain' }),
      ).toMatchObject({ node: { name: 'plain' }, pods: [] });
      await expect(
        nodes.getNode({ cluster: 'hub', node: 'x' }),
      ).rejects.toMatchObject({ statusCode: 404 });
      await expect(nodes.listNodes({ limit: 5000 })).rejects.toMatchObject({
        statusCode: 400,
      });
    } finally {
      await hub.stop();
    }
  });
});
