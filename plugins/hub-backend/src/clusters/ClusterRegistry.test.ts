import { mockServices } from '@backstage/backend-test-utils';
import { DefaultHubInventory } from '@illm-lab/plugin-hub-node';
import { FakeCluster } from '../__testUtils__/FakeCluster';
import { eventually } from '../__testUtils__/startHub';
import { KubeConnection } from '../kube/KubeConnection';
import { ClusterRegistry } from './ClusterRegistry';
import { publishClusters } from './publishClusters';

const base64 = (value: string) => Buffer.from(value).toString('base64');

/** A cluster secret in Argo CD's form. */
function secret(
  name: string,
  data: { name?: string; server: string; config?: unknown },
  labels: Record<string, string> = {},
) {
  const config =
    typeof data.config === 'string' ? data.config : JSON.stringify(data.config);
  return {
    metadata: {
      name,
      namespace: 'illm-lab-clusters',
      uid: name,
      labels: { 'argocd.argoproj.io/secret-type': 'cluster', ...labels },
    },
    data: {
      ...(data.name && { name: base64(data.name) }),
      server: base64(data.server),
      ...(data.config !== undefined && { config: base64(config) }),
    },
  };
}

describe('ClusterRegistry', () => {
  let hub: FakeCluster;
  let registry: ClusterRegistry;
  const inventory = new DefaultHubInventory();
  const onStatusChange = jest.fn();

  beforeEach(async () => {
    hub = new FakeCluster();
    await hub.up();
    registry = new ClusterRegistry({
      connection: new KubeConnection(hub.kubeconfig),
      logger: mockServices.logger.mock(),
    });
    publishClusters(registry, inventory);
  });
  afterEach(async () => {
    await registry.stop();
    await hub.stop();
  });

  const names = () => registry.list().map(({ name }) => name);

  it('knows the hub before others are known', () => {
    expect(registry.list()).toMatchObject([
      { name: 'hub', title: 'Hub', server: hub.url },
    ]);
    expect(registry.status()).toMatchObject({ connected: false });
  });

  it('follows cluster secrets as they come, change and go', async () => {
    const target = secret(
      'cluster-target',
      {
        name: 'http-abc12-target',
        server: 'https://127.0.0.1:7309',
        config: {
          bearerToken: 'let-me-in',
          tlsClientConfig: { caData: base64('PEM'), serverName: 'kubernetes' },
        },
      },
      {
        'illm.lab/experiment': 'http-baseline',
        'illm.lab/cluster-role': 'target',
        'illm.lab/run': 'http-abc12',
      },
    );
    hub.putObject('secrets', target);
    await registry.start({ onStatusChange });
    await eventually(() =>
      expect(registry.list()[1]).toMatchObject({
        name: 'http-abc12-target',
        title: 'http-baseline: target',
        server: 'https://127.0.0.1:7309',
        experiment: 'http-baseline',
        role: 'target',
        run: 'http-abc12',
      }),
    );
    await eventually(() =>
      expect(registry.status()).toEqual({
        name: 'Clusters',
        connected: true,
      }),
    );
    const [, listed] = inventory.get('clusters')!;
    expect(listed.labels).toEqual({
      'illm.lab/experiment': 'http-baseline',
      'illm.lab/cluster-role': 'target',
      'illm.lab/run': 'http-abc12',
    });
    expect(await listed.connection()).toEqual({
      server: 'https://127.0.0.1:7309',
      ca: 'PEM',
      token: 'let-me-in',
    });

    const before = registry.get('http-abc12-target')!.connection;
    hub.putObject('secrets', {
      ...secret('other', { name: 'other', server: 'https://127.0.0.1:9' }),
    });
    await eventually(() => expect(names()).toHaveLength(3));
    // What did not change keeps its connection, and its watches with it.
    expect(registry.get('http-abc12-target')!.connection).toBe(before);

    hub.removeObject('secrets', target);
    await eventually(() => expect(names()).toEqual(['hub', 'other']));
    expect(inventory.get('clusters')!.map(({ name }) => name)).toEqual(names());
  });

  it('does not list the hub twice, nor two clusters under one name', async () => {
    hub.putObject(
      'secrets',
      secret('in-cluster', {
        name: 'in-cluster',
        server: 'https://kubernetes.default.svc',
      }),
    );
    hub.putObject(
      'secrets',
      secret('cluster-a', { name: 'same', server: 'https://127.0.0.1:1' }),
    );
    hub.putObject(
      'secrets',
      secret('cluster-b', { name: 'same', server: 'https://127.0.0.1:2' }),
    );
    hub.putObject(
      'secrets',
      secret('cluster-c', { name: 'hub', server: 'https://127.0.0.1:3' }),
    );
    await registry.start({ onStatusChange });
    await eventually(() =>
      expect(names()).toEqual(['hub', 'cluster-b', 'cluster-c', 'same']),
    );
  });

  it.each([
    ['names no address', { server: 'nowhere', config: {} }],
    [
      'is not what Argo CD documents',
      { server: 'https://127.0.0.1:1', config: '{ cut' },
    ],
    [
      'is not what Argo CD documents',
      { server: 'https://127.0.0.1:1', config: { bearerToken: 7 } },
    ],
    [
      'from another program',
      {
        server: 'https://127.0.0.1:1',
        config: { execProviderConfig: { command: 'aws' } },
      },
    ],
  ])(
    'lists a cluster whose secret %s, and says so when it is used',
    async (reason, data) => {
      hub.putObject('secrets', secret('broken', data));
      await registry.start({ onStatusChange });
      await eventually(() => expect(names()).toEqual(['hub', 'broken']));
      expect(() => registry.get('broken')!.connection.config()).toThrow(
        expect.objectContaining({ message: expect.stringContaining(reason) }),
      );
    },
  );

  it('keeps what it knows while the hub is away, and takes up again', async () => {
    hub.putObject(
      'secrets',
      secret('a', { name: 'a', server: 'https://127.0.0.1:1' }),
    );
    await registry.start({ onStatusChange });
    await eventually(() => expect(names()).toEqual(['hub', 'a']));
    await hub.down();
    await eventually(() =>
      expect(registry.status()).toEqual({
        name: 'Clusters',
        connected: false,
        reason: expect.any(String),
        lastGoodAt: expect.any(String),
      }),
    );
    expect(names()).toEqual(['hub', 'a']);
    hub.putObject(
      'secrets',
      secret('b', { name: 'b', server: 'https://127.0.0.1:1' }),
    );
    await hub.up();
    await eventually(() => expect(names()).toEqual(['hub', 'a', 'b']));
    await eventually(() => expect(registry.status().connected).toBe(true));
  });
});
