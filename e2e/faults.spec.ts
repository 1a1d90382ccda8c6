import { expect, test } from '@playwright/test';
import { component, kill, kubectl } from './support/hub';
import { apiAs, signIn } from './support/portal';
import {
  loadMeasures,
  readRun,
  runEnd,
  stageRuns,
  startRun,
} from './support/runs';

/** Waits until the supervisor has put another process in this one's place. */
async function replaced(name: string, pid: number) {
  await expect
    .poll(
      () => {
        const now = component(name);
        return now.ready && now.pid !== pid;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
}

test('the portal is killed in mid-run: nothing is lost, the page recovers', async ({
  page,
  request,
}) => {
  const { id } = await startRun(request, { duration: '5s' });
  await signIn(page, 'Grace', `/runs/${id}`);
  await stageRuns(request, id, 'experiment');

  const pid = kill('portal');
  await replaced('portal', pid);

  const run = await runEnd(request, id);
  expect(run).toMatchObject({ phase: 'Succeeded', verdict: 'passed' });
  await expect(
    page.getByRole('heading', { name: /thresholds held/i }),
  ).toBeVisible({ timeout: 60_000 });

  const api = await apiAs(request, 'grace');
  const { items } = await (await api.get('/runs?experiment=http-quick')).json();
  expect(items.filter((one: { id: string }) => one.id === id)).toHaveLength(1);
  expect((await api.get(`/runs/${id}/result`)).status()).toBe(200);
});

for (const name of [
  'workflow-controller',
  'node-agent',
  'kube-apiserver',
  'argo-server',
]) {
  test(`${name} is killed in mid-run: the run ends with a true status`, async ({
    request,
  }) => {
    const { id } = await startRun(request, { duration: '5s' });
    await stageRuns(request, id, 'experiment');
    const pid = kill(name);
    await replaced(name, pid);
    const run = await runEnd(request, id);
    expect(run).toMatchObject({ phase: 'Succeeded', verdict: 'passed' });
  });
}

test('a threshold that cannot hold fails the run and keeps the result', async ({
  page,
  request,
}) => {
  const { id } = await startRun(request, { 'p95-ms': '0.001' });
  const run = await runEnd(request, id);
  expect(run).toMatchObject({ phase: 'Failed', verdict: 'failed' });
  expect(run.message).toMatch(/95th percentile.* the limit of 0\.001 ms/);

  await signIn(page, 'Grace', `/runs/${id}/result`);
  await expect(page.getByText('p(95)<0.001').first()).toBeVisible();
});

test('the same idempotency key starts one run', async ({ request }) => {
  const key = `twice-${Date.now()}`;
  const [one, two] = await Promise.all([
    startRun(request, {}, key),
    startRun(request, {}, key),
  ]);
  expect(two.id).toBe(one.id);
  await runEnd(request, one.id);
});

test('Stop keeps what the load has measured, and cleans up', async ({
  page,
  request,
}) => {
  const { id } = await startRun(request, { duration: '10m' });
  await loadMeasures(request, id);
  await signIn(page, 'Grace', `/runs/${id}`);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Stop run/ })
    .click();
  const run = await runEnd(request, id);
  expect(run).toMatchObject({
    state: 'stopped',
    partial: true,
    stoppedBy: 'user:default/grace',
    message:
      'Stopped by grace before its end; what was measured until then is kept.',
  });
  const answer = await (
    await apiAs(request, 'grace')
  ).get(`/runs/${id}/result`);
  const { partial, metrics } = await answer.json();
  expect(partial).toBe(true);
  expect(
    metrics.find(({ name }: { name: string }) => name === 'http_reqs').values
      .count,
  ).toBeGreaterThan(0);
  await page.goto(`/runs/${id}/result`);
  await expect(page.getByText('A part of the measurement')).toBeVisible();
  await expect(
    page.getByRole('heading', { name: /^Stopped by grace before its end/ }),
  ).toBeVisible();
  expect(kubectl(['get', 'namespaces', '-o', 'name'])).not.toContain(id);
});

test('two runs at once do not collide', async ({ request }) => {
  const runs = await Promise.all([startRun(request), startRun(request)]);
  const ended = await Promise.all(runs.map(({ id }) => runEnd(request, id)));
  expect(ended.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
  expect((await readRun(request, runs[0].id))?.id).toBe(runs[0].id);
});
