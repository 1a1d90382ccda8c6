import { expect, test, type APIRequestContext } from '@playwright/test';
import { apiPortsOf, nothingRemains } from './support/clusters';
import { kill } from './support/hub';
import { apiAs, signIn } from './support/portal';
import { runEnd, stageRuns, startRun } from './support/runs';

/** Three control planes on a busy machine, and Argo on one of them. */
const TIMEOUT_MS = 12 * 60_000;
test.setTimeout(TIMEOUT_MS);

const start = (request: APIRequestContext) =>
  startRun(request, { duration: '2s' }, undefined, 'http-baseline');

test('three clusters: made, seen in the portal, run on, removed', async ({
  page,
  request,
}) => {
  const { id } = await start(request);
  await signIn(page, 'Grace', `/runs/${id}`);
  await stageRuns(request, id, 'experiment', TIMEOUT_MS);
  const ports = apiPortsOf(id);
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
  await nothingRemains(id, ports);
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
    await nothingRemains(id);
  });
}
