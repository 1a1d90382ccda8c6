import { mockServices } from '@backstage/backend-test-utils';
import {
  Entity,
  EntityPolicies,
  DefaultNamespaceEntityPolicy,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
} from '@backstage/catalog-model';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import {
  DefaultHubInventory,
  InventoryArea,
  InventoryCluster,
  InventoryNode,
  InventoryService,
} from '@illm-lab/plugin-hub-node';
import { InventoryProvider } from './InventoryProvider';

const cluster = (
  name: string,
  labels: Record<string, string> = {},
): InventoryCluster => ({
  name,
  title: name,
  server: 'https://127.0.0.1:6443',
  labels,
  connection: async () => ({ server: 'https://127.0.0.1:6443' }),
});
const node = (name: string, inCluster = 'hub'): InventoryNode => ({
  name,
  cluster: inCluster,
  labels: {},
});
const service = (
  name: string,
  more: Partial<InventoryService> = {},
): InventoryService => ({
  name,
  title: name,
  links: [],
  dependsOn: [],
  labels: {},
  ...more,
});

/** What the catalog itself demands of an entity. */
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

function start(area: InventoryArea) {
  const inventory = new DefaultHubInventory();
  const mutations: EntityProviderMutation[] = [];
  const applyMutation = jest.fn(async (mutation: EntityProviderMutation) => {
    mutations.push(mutation);
  });
  const logger = mockServices.logger.mock();
  const provider = new InventoryProvider({
    area,
    inventory,
    logger,
    repository: { url: 'http://localhost:7008/illm/lab', branch: 'main' },
    gatherMs: 5,
    retryMs: 20,
  });
  const connect = () =>
    provider.connect({
      applyMutation,
      refresh: async () => {},
    } as EntityProviderConnection);
  return { inventory, mutations, applyMutation, logger, connect };
}

const settle = () => new Promise(resolve => setTimeout(resolve, 60));

/** A mutation in short: what it adds and what it removes. */
function short(mutation: EntityProviderMutation) {
  const names = (all: { entity?: Entity }[]) =>
    all.map(one => one.entity?.metadata.name);
  return mutation.type === 'full'
    ? { full: names(mutation.entities) }
    : {
        added: names(mutation.added as { entity: Entity }[]),
        removed: names(mutation.removed as { entity: Entity }[]),
      };
}

const entitiesIn = (mutation: EntityProviderMutation): Entity[] =>
  mutation.type === 'full'
    ? mutation.entities.map(({ entity }) => entity)
    : mutation.added.map(({ entity }) => entity);

describe('the hub in the catalog', () => {
  it('is compared as a whole once, then changed by what changed', async () => {
    const { inventory, mutations, connect } = start('services');
    await connect();
    await settle();
    // Nothing is known yet, which does not mean that there is nothing.
    expect(mutations).toEqual([]);

    inventory.set('services', [service('argocd'), service('openbao')]);
    await settle();
    inventory.set('services', [service('argocd'), service('openbao')]);
    await settle();
    inventory.set('services', [
      service('argocd', { description: 'Deploys' }),
      service('metallb'),
    ]);
    await settle();
    // The other kinds have providers of their own.
    inventory.set('nodes', [node('n100')]);
    await settle();

    expect(mutations.map(short)).toEqual([
      { full: ['argocd', 'openbao'] },
      { added: ['argocd', 'metallb'], removed: ['openbao'] },
    ]);
  });

  it('takes what was known before it came', async () => {
    const { inventory, mutations, connect } = start('nodes');
    inventory.set('nodes', [node('n100')]);
    await connect();
    await settle();
    expect(mutations.map(short)).toEqual([{ full: ['n100'] }]);
  });

  it('tries again what could not be written, and says so', async () => {
    const { inventory, mutations, applyMutation, logger, connect } =
      start('nodes');
    await connect();
    applyMutation.mockRejectedValueOnce(new Error('database is locked'));
    inventory.set('nodes', [node('n100')]);
    await settle();
    expect(mutations.map(short)).toEqual([{ full: ['n100'] }]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('database is locked'),
    );
  });

  it('makes entities that the catalog takes, related to each other', async () => {
    const services = start('services');
    await services.connect();
    services.inventory.set('services', [
      service('openbao', {
        dependsOn: ['argocd'],
        docsPath: 'platform/hub/docs/openbao',
        namespace: 'openbao',
        links: [{ title: 'OpenBao', url: 'https://bao.example' }],
        labels: { team: 'platform', odd: 'no label: “x”' },
      }),
    ]);
    const clusters = start('clusters');
    await clusters.connect();
    clusters.inventory.set('clusters', [
      cluster('hub'),
      cluster('run-target', {
        'illm.lab/experiment': 'http-baseline',
        'illm.lab/cluster-role': 'target',
      }),
    ]);
    const nodes = start('nodes');
    await nodes.connect();
    nodes.inventory.set('nodes', [
      node('n100'),
      node(`ip-${'1'.repeat(70)}.example`, 'run-target'),
    ]);
    await settle();

    const [openbao] = entitiesIn(services.mutations[0]);
    expect(openbao).toMatchObject({
      kind: 'Component',
      metadata: {
        labels: { team: 'platform' },
        annotations: {
          'illm.lab/service': 'openbao',
          'backstage.io/techdocs-ref':
            'url:http://localhost:7008/illm/lab/tree/main/platform/hub/docs/openbao',
          'backstage.io/kubernetes-label-selector':
            'app.kubernetes.io/instance=openbao',
          'backstage.io/kubernetes-namespace': 'openbao',
        },
      },
      spec: {
        type: 'service',
        system: 'hub',
        owner: 'group:default/platform',
        dependsOn: ['component:default/argocd', 'resource:default/hub'],
      },
    });
    const [hub, target] = entitiesIn(clusters.mutations[0]);
    expect(hub.spec).toMatchObject({
      type: 'kubernetes-cluster',
      system: 'hub',
    });
    expect(target.spec).toMatchObject({
      dependencyOf: ['component:default/http-baseline'],
    });
    // The address of an API server is nobody's business.
    expect(JSON.stringify([hub, target])).not.toContain('6443');
    const [n100, other] = entitiesIn(nodes.mutations[0]);
    expect(n100.spec).toMatchObject({
      type: 'kubernetes-node',
      dependencyOf: ['resource:default/hub'],
    });
    expect(other.metadata.name.length).toBeLessThanOrEqual(63);

    for (const entity of [openbao, hub, target, n100, other]) {
      await expect(policy.enforce(entity)).resolves.toBeDefined();
    }
  });
});
