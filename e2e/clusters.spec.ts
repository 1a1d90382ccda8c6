import { expect, test, type APIRequestContext } from '@playwright/test';
import { kill, kubectl, readObject } from './support/hub';
import { portsOpenOn, processesWith } from './support/processes';
import { apiAs, signIn } from './support/portal';
import { runEnd, stageRuns, startRun } from './support/runs';

/** Three control planes on a busy machine, and Argo on one of them. */
const TIMEOUT_MS = 12 * 60_000;
test.setTimeout(TIMEOUT_MS);

interface Cluster {
  metadata: { name: string };
  status: { endpoint: string };
}

const clustersOf = (run: string) =>
  readObject<{ items: Cluster[] }>('experimentclusters', '-A').items.filter(
    ({ metadata }) => metadata.name.startsWith(run),
  );

const start = (request: APIRequestContext) =>
  startRun(request, { duration: '2s' }, undefined, 'http-baseline');

/** Neither object, process, port nor secret of the run's clusters is there. */
async function nothingLeft(run: string, ports: number[]) {
  await expect.poll(() => clustersOf(run).length, { timeout: 120_000 }).toBe(0);
  expect(processesWith([`clusters/${run}`])).toEqual([]);
  expect(
    kubectl(['get', 'secrets', '-n', 'argocd', '-o', 'name']),
  ).not.toContain(run);
  const open = portsOpenOn('127.0.0.1');
  expect(ports.filter(port => open.includes(port))).toEqual([]);
}

test('three clusters: made, seen in the portal, run on, removed', async ({
  page,
  request,
}) => {
  const { id } = await start(request);
  await signIn(page, 'Grace', `/runs/${id}`);
  await stageRuns(request, id, 'experiment', TIMEOUT_MS);
  const ports = clustersOf(id).map(({ status }) =>
    Number(new URL(status.endpoint).port),
  );
  expect(ports).toHaveLength(3);
  await expect(
    page.getByRole('heading', { name: /^3 clusters ready after/ }),
  ).toBeVisible();

  const run = await runEnd(request, id, TIMEOUT_MS);
  expect(run).toMatchObject({ phase: 'Succeeded', verdict: 'passed' });
  await expect(page.getByText(/thresholds held/i).first()).toBeVisible();
  const api = await apiAs(request, 'grace');
  const full = await (await api.get(`/runs/${id}`)).json();
  const experiment = full.stages.find(
    (one: { name: string }) => one.name === 'experiment',
  );
  expect(experiment.children.map((one: { name: string }) => one.name)).toEqual([
    'find-target',
    'load',
  ]);
  await nothingLeft(id, ports);
});

for (const [name, stage] of [
  ['workflow-controller', 'provision'],
  ['local-clusters', 'bootstrap'],
]) {
  test(`${name} is killed in ${stage}: the run goes on and leaves nothing`, async ({
    request,
  }) => {
    const { id } = await start(request);
    await stageRuns(request, id, stage, TIMEOUT_MS);
    kill(name);
    const run = await runEnd(request, id, TIMEOUT_MS);
    expect(run).toMatchObject({ phase: 'Succeeded', verdict: 'passed' });
    await nothingLeft(id, []);
  });
}
