import { Entity } from '@backstage/catalog-model';
import {
  DefaultHubInventory,
  InventoryCluster,
  InventoryConnection,
} from '@illm-lab/plugin-hub-node';
import { HubAuthStrategy } from './HubAuthStrategy';
import { HubClusterSupplier } from './HubClusterSupplier';
import { HubServiceLocator } from './HubServiceLocator';

const cluster = (
  name: string,
  connection: Partial<InventoryConnection> = {},
  labels: Record<string, string> = {},
): InventoryCluster => ({
  name,
  title: name.toUpperCase(),
  server: `https://${name}:6443`,
  labels,
  connection: async () => ({ server: `https://${name}:6443`, ...connection }),
});

const entity = (annotations: Record<string, string> = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'any', annotations },
});

const inventory = new DefaultHubInventory();
const clusters = () => new HubClusterSupplier(inventory).getClusters();
const names = (all: { name: string }[]) => all.map(({ name }) => name);

it('offers the clusters of the hub as they come and go, without credentials', async () => {
  expect(await clusters()).toEqual([]);
  const broken = {
    ...cluster('broken'),
    connection: async () => {
      throw new Error('No kubeconfig yet.');
    },
  };
  inventory.set('clusters', [
    cluster('hub', { token: 'secret', ca: 'PEM' }),
    cluster('loose', { skipTlsVerify: true }),
    broken,
  ]);
  const [hub, loose, ...others] = await clusters();
  expect(others).toEqual([]);
  expect(hub).toEqual({
    name: 'hub',
    title: 'HUB',
    url: 'https://hub:6443',
    authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
    skipMetricsLookup: true,
    caData: Buffer.from('PEM').toString('base64'),
  });
  expect(loose.skipTLSVerify).toBe(true);

  inventory.set('clusters', [cluster('hub')]);
  expect(names(await clusters())).toEqual(['hub']);
});

it('asks for an experiment the hub and its own clusters only', async () => {
  const labels = (experiment: string) => ({
    'illm.lab/experiment': experiment,
  });
  inventory.set('clusters', [
    cluster('hub'),
    cluster('a-target', {}, labels('http-baseline')),
    cluster('b-target', {}, labels('queue')),
  ]);
  const locator = new HubServiceLocator(inventory);
  const found = async (annotations?: Record<string, string>) =>
    names((await locator.getClustersByEntity(entity(annotations))).clusters);
  expect(await found({ 'illm.lab/experiment': 'http-baseline' })).toEqual([
    'hub',
    'a-target',
  ]);
  expect(await found({ 'illm.lab/service': 'openbao' })).toEqual(['hub']);
});

it('signs in with what the hub has of the cluster at that moment', async () => {
  const strategy = new HubAuthStrategy(inventory);
  const credential = async (name: string) =>
    strategy.getCredential({ name, url: '', authMetadata: {} });
  inventory.set('clusters', [
    cluster('hub', { token: 'first' }),
    cluster('pki', { clientCertificate: { cert: 'C', key: 'K' } }),
    cluster('open'),
  ]);
  expect(await credential('hub')).toEqual({
    type: 'bearer token',
    token: 'first',
  });
  inventory.set('clusters', [
    cluster('hub', { token: 'renewed' }),
    cluster('pki', { clientCertificate: { cert: 'C', key: 'K' } }),
    cluster('open'),
  ]);
  expect(await credential('hub')).toMatchObject({ token: 'renewed' });
  expect(await credential('pki')).toEqual({
    type: 'x509 client certificate',
    cert: 'C',
    key: 'K',
  });
  expect(await credential('open')).toEqual({ type: 'anonymous' });
  await expect(credential('gone')).rejects.toThrow(
    'The hub no longer knows cluster gone.',
  );
});
