import { expect, test, type APIRequestContext } from '@playwright/test';
import { apiPortsOf, nothingRemains } from './support/clusters';
import { ScratchExperiment } from './support/experiments';
import { kill } from './support/hub';
import { apiAs, signIn } from './support/portal';
import { runEnd, stageRuns, startRun } from './support/runs';

/** Three control planes on a busy machine, and Argo on one of them. */
const TIMEOUT_MS = 12 * 60_000;
test.setTimeout(TIMEOUT_MS);

/** The API server refuses it, however often Argo CD asks. */
const BROKEN_SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: target }
spec:
  type: LoadBalancer
  ports: [{ name: http, port: no port of a Service }]
`;

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

test('what drives a run is killed: the run goes on and leaves nothing', async ({
  request,
}) => {
  const { id } = await start(request);
  for (const [name, stage] of [
    ['workflow-controller', 'provision'],
    ['local-clusters', 'bootstrap'],
  ]) {
    await stageRuns(request, id, stage, TIMEOUT_MS);
    kill(name);
  }
  const run = await runEnd(request, id, TIMEOUT_MS);
  expect(run).toMatchObject({ phase: 'Succeeded', verdict: 'passed' });
  await nothingRemains(id);
});

test('a target that Argo CD refuses fails the run with its own message', async ({
  request,
}) => {
  const experiment = new ScratchExperiment(`broken-${Date.now().toString(36)}`);
  try {
    experiment.copy('http-baseline', {
      'target/argocd/service.yaml': BROKEN_SERVICE,
    });
    await experiment.inCatalog(request);
    const { id } = await startRun(request, {}, undefined, experiment.name);
    const run = await runEnd(request, id, TIMEOUT_MS);
    expect(run).toMatchObject({ phase: 'Failed', verdict: 'error' });
    expect(run.message).toMatch(
      new RegExp(
        `could not sync ${id}-target: .*spec\\.ports\\.port of type int32`,
      ),
    );
    const api = await apiAs(request, 'grace');
    const result = await api.get(`/runs/${id}/result`);
    expect(await result.json()).toMatchObject({
      verdict: 'error',
      message: run.message,
    });
    await nothingRemains(id);
  } finally {
    experiment.remove();
  }
});
