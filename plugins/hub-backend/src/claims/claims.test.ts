import { EventReader } from '../__testUtils__/EventReader';
import { eventually, startHub } from '../__testUtils__/startHub';
import {
  ClaimDefinition,
  ClaimObject,
  EventObject,
  PartObject,
} from './objects';

const definition: ClaimDefinition = {
  metadata: { name: 'databases.platform.illm.lab', uid: 'xrd' },
  spec: {
    group: 'platform.illm.lab',
    names: { kind: 'Database', plural: 'databases' },
    versions: [{ name: 'v1alpha1', referenceable: true }],
  },
};
const INSTANCE = {
  apiVersion: 'rds.aws.m.upbound.io/v1beta1',
  kind: 'Instance',
  name: 'orders-database-instance',
};
const orders = (more: Partial<ClaimObject> = {}): ClaimObject => ({
  metadata: {
    name: 'orders',
    namespace: 'team-web',
    uid: 'orders',
    creationTimestamp: '2026-11-23T14:34:27Z',
    labels: { project: 'shop', 'illm.lab/experiment': 'http-baseline' },
    annotations: { 'illm.lab/monthly-estimate': '41.20' },
  },
  spec: {
    provider: 'aws',
    storageGiB: 64,
    crossplane: {
      resourceRefs: [
        INSTANCE,
        { apiVersion: 'v1', kind: 'Secret', name: 'orders-connection' },
      ],
    },
  },
  status: {
    endpoint: 'orders.example:5432',
    connectionSecret: 'orders-connection',
    conditions: [{ type: 'Ready', status: 'True', reason: 'Available' }],
  },
  ...more,
});
const instance: PartObject = {
  metadata: {
    name: INSTANCE.name,
    namespace: 'team-web',
    uid: 'instance',
    ownerReferences: [
      {
        apiVersion: 'platform.illm.lab/v1alpha1',
        kind: 'Database',
        name: 'orders',
        controller: true,
      },
    ],
  },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
const event: EventObject = {
  metadata: { name: 'orders.1', namespace: 'team-web', uid: 'event' },
  involvedObject: { kind: 'Database', name: 'orders' },
  type: 'Normal',
  reason: 'ComposeResources',
  message: 'Composed',
  count: 3,
  lastTimestamp: '2026-11-23T14:35:00Z',
};
const NAME = { namespace: 'team-web', kind: 'database', name: 'orders' };

describe('claims by the API', () => {
  let hub: Awaited<ReturnType<typeof startHub>>;
  beforeEach(async () => {
    hub = await startHub();
    const { cluster } = hub;
    cluster.documents.set('/apis/rds.aws.m.upbound.io/v1beta1', {
      resources: [
        { name: 'instances/status', kind: 'Instance', namespaced: true },
        { name: 'instances', kind: 'Instance', namespaced: true },
      ],
    });
    cluster.putObject('namespaces', {
      metadata: {
        name: 'team-web',
        uid: 'ns',
        labels: { team: 'web', 'cost-center': 'cc-200' },
      },
    });
  });
  afterEach(() => hub.stop());

  it('follow the hub: a kind that comes later, a claim, its parts, its end', async () => {
    const grace = hub.as('grace').claims;
    const list = await eventually(async () => {
      const found = await grace.list();
      expect(found.source.connected).toBe(true);
      return found;
    });
    expect(list).toMatchObject({ items: [], kinds: [] });

    const { cluster } = hub;
    cluster.putObject('compositeresourcedefinitions', definition);
    cluster.putObject('databases', orders());
    cluster.putObject('instances', instance);
    cluster.putObject('events', event);
    await eventually(async () => {
      const { items, kinds } = await grace.list();
      expect(kinds).toEqual(['Database']);
      expect(items).toEqual([
        expect.objectContaining({
          kind: 'Database',
          state: 'ready',
          team: 'group:default/web',
          experiment: 'http-baseline',
          labels: { team: 'web', project: 'shop', 'cost-center': 'cc-200' },
          estimate: '41.20',
          resources: { total: 2, ready: 2 },
        }),
      ]);
      const detail = await grace.get(NAME);
      expect(detail).toMatchObject({
        spec: { provider: 'aws', storageGiB: 64 },
        wishes: [
          { name: 'provider', value: 'aws' },
          { name: 'storageGiB', value: '64' },
        ],
        connection: {
          namespace: 'team-web',
          secret: 'orders-connection',
          endpoint: 'orders.example:5432',
        },
        events: [{ of: 'Database orders', count: 3, warning: false }],
      });
    });

    // It goes before what it is made of.
    cluster.removeObject('databases', orders());
    await eventually(async () => {
      const { claim, resources } = await grace.get(NAME);
      expect(claim.state).toBe('deleting');
      expect(resources.map(({ name }) => name)).toEqual([INSTANCE.name]);
    });
    cluster.removeObject('instances', instance);
    await eventually(async () => {
      expect((await grace.get(NAME)).claim.state).toBe('gone');
      expect((await grace.list()).items).toEqual([]);
    });
  });

  it('say which source does not answer and keep what was known', async () => {
    const { cluster } = hub;
    cluster.putObject('compositeresourcedefinitions', definition);
    cluster.putObject('databases', orders());
    const grace = hub.as('grace').claims;
    await eventually(async () =>
      expect((await grace.list()).items).toHaveLength(1),
    );
    // The fake forge has no pull requests.
    expect((await grace.list()).forge.connected).toBe(false);
    await cluster.down();
    await eventually(async () => {
      const { items, source } = await grace.list();
      expect(source).toMatchObject({ name: 'Crossplane', connected: false });
      expect(source.lastGoodAt).toBeDefined();
      expect(items).toHaveLength(1);
    });
    // A hub that is away has not lost its claims.
    expect((await grace.get(NAME)).claim.state).toBe('ready');
  });

  it('are told to those who listen', async () => {
    const events = await EventReader.open(hub.baseUrl, ['area:claims']);
    hub.cluster.putObject('compositeresourcedefinitions', definition);
    await eventually(() =>
      expect(events.of('changed')).toContainEqual({ area: 'claims' }),
    );
    await events.close();
  });

  it('are for those who are signed in, and none is made up', async () => {
    await expect(hub.as().claims.list()).rejects.toMatchObject({
      statusCode: 401,
    });
    await expect(hub.as('linus').claims.get(NAME)).rejects.toMatchObject({
      statusCode: 404,
      cause: { message: expect.stringContaining('no database “orders”') },
    });
    await expect(
      hub.as('linus').claims.get({ ...NAME, kind: '../secrets' }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});
