import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { kubectl, readObject } from './support/hub';

/** Crossplane is built last, and its definitions come after it. */
const READY_MS = 5 * 60_000;
test.setTimeout(READY_MS + 2 * 60_000);

interface Pool {
  metadata: { labels: Record<string, string> };
  spec: { forProvider: { defaultNodePool: { nodeCount: number } } };
}

const namespace = `e2e-cloud-${randomBytes(3).toString('hex')}`;
const cost = {
  team: 'web',
  project: 'e2e',
  environment: 'dev',
  'cost-center': 'cc-200',
};
const labels = { ...cost, 'illm.lab/run': namespace };

/** What the step *provision* makes for a run, of a cluster at each cloud. */
const clusters = (clouds: Record<string, string>) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels },
      },
      ...Object.entries(clouds).map(([role, cloud]) => ({
        apiVersion: 'illm.lab/v1alpha1',
        kind: 'ExperimentCluster',
        metadata: { name: `${namespace}-${role}`, namespace, labels },
        spec: { role, provider: 'crossplane', cloud, nodes: 2 },
      })),
    ],
  });
const apply = (manifest: string) =>
  kubectl(['apply', '--filename=-'], manifest);
const names = (kinds: string) =>
  kubectl(['get', kinds, `--namespace=${namespace}`, '--output=name']);
const says = (role: string): string =>
  readObject<{ status?: { message?: string } }>(
    'ecluster',
    `${namespace}-${role}`,
    `--namespace=${namespace}`,
  ).status?.message ?? '';

test.afterAll(() => {
  kubectl(['delete', 'namespace', namespace, '--ignore-not-found']);
});

// There is no cloud here: composed is as far as such a cluster can come.
test('clusters at a cloud are composed, say what they lack and leave nothing', async () => {
  await expect
    .poll(() => kubectl(['get', 'compositions', '--output=name']), {
      timeout: READY_MS,
    })
    .toContain('kubernetesclusters.platform.illm.lab');
  apply(clusters({ target: 'azure', loadgen: 'aws' }));

  await expect
    .poll(() => says('target'), { timeout: 60_000 })
    .toMatch(/^This hub can't reach Azure: not installed here: provider-/);
  await expect
    .poll(() => says('loadgen'), { timeout: 60_000 })
    .toMatch(/^The hub does not say where clusters go: set clusterSubnetIds/);
  const [pool] = readObject<{ items: Pool[] }>(
    'kubernetesclusters.containerservice.azure.m.upbound.io',
    `--namespace=${namespace}`,
  ).items;
  expect(pool.metadata.labels).toMatchObject(cost);
  expect(pool.spec.forProvider.defaultNodePool.nodeCount).toBe(2);

  kubectl([
    ...['delete', 'experimentclusters', '--all', `--namespace=${namespace}`],
    '--timeout=60s',
  ]);
  const made =
    'managed,kubernetesclusters.platform.illm.lab,usages.protection.crossplane.io';
  await expect.poll(() => names(made), { timeout: 60_000 }).toBe('');
});

test('a cloud’s cluster of no cloud is refused with what is missing', () => {
  const manifest = JSON.parse(clusters({ target: 'aws' }));
  delete manifest.items[1].spec.cloud;
  expect(() => apply(JSON.stringify(manifest))).toThrow(
    /cloud is missing, aws or azure/,
  );
});
