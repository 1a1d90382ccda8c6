import path from 'node:path';
import { expect, test } from '@playwright/test';
import { apiAs, signIn } from './support/portal';
import { mergePull, openPull } from './support/pulls';
import { writeFiles } from './support/repository';
import { runEnd, startRun } from './support/runs';

test.describe('views of the hub', () => {
  let run: string;

  test.beforeAll(async ({ request }) => {
    const started = await startRun(request);
    run = (await runEnd(request, started.id)).id;
  });

  test('the table of teams is sorted, filtered and sent by its address', async ({
    page,
  }) => {
    await signIn(page, 'Grace', '/teams?q=web&sort=runs&dir=desc');
    const rows = page.getByRole('row');
    await expect(rows.filter({ hasText: 'Web' })).toHaveCount(1);
    await expect(rows.filter({ hasText: 'Platform' })).toHaveCount(0);
    await expect(
      page.getByRole('columnheader', { name: 'Runs, 30 d' }),
    ).toHaveAttribute('aria-sort', 'descending');

    await page.getByRole('searchbox', { name: 'Search teams' }).fill('');
    await expect(rows.filter({ hasText: 'Platform' })).toHaveCount(1);
    await expect(page).not.toHaveURL(/q=/);
    await page.getByRole('columnheader', { name: 'Team' }).click();
    await expect(page).toHaveURL(/sort=name/);
  });

  test('the main actions of the home page are reached by keyboard', async ({
    page,
  }) => {
    await signIn(page, 'Grace', '/');
    const run = page.getByRole('button', { name: 'Run http-baseline' });
    await expect(run).toBeEnabled();
    await page.getByRole('link', { name: 'New experiment' }).focus();
    for (let n = 0; n < 30; n += 1) {
      if (await run.evaluate(one => one === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(run).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('the catalog has the hub: services, cluster and nodes', async ({
    request,
  }) => {
    const api = await apiAs(request, 'grace');
    const entities = async (filter: string) => {
      const response = await request.get(
        `/api/catalog/entities?filter=${filter}`,
        { headers: { Authorization: `Bearer ${api.token}` } },
      );
      const list = await response.json();
      return list.map(
        ({ metadata }: { metadata: { name: string } }) => metadata.name,
      );
    };
    await expect
      .poll(() => entities('metadata.annotations.illm.lab/service'))
      .toContain('argocd');
    await expect
      .poll(() => entities('spec.type=kubernetes-cluster'))
      .toContain('hub');
    await expect
      .poll(async () => (await entities('spec.type=kubernetes-node')).length)
      .toBeGreaterThan(0);
  });

  test('the Kubernetes plugin knows the hub’s clusters, and its proxy is not for everyone', async ({
    request,
  }) => {
    const asWho = async (person: string) => ({
      headers: {
        Authorization: `Bearer ${(await apiAs(request, person)).token}`,
      },
    });
    const clusters = await request.get(
      '/api/kubernetes/clusters',
      await asWho('grace'),
    );
    expect((await clusters.json()).items).toEqual([
      expect.objectContaining({ name: 'hub' }),
    ]);
    expect(await clusters.text()).not.toMatch(/token|serviceAccountToken"/i);

    const proxied = async (person: string) => {
      const { headers } = await asWho(person);
      return request.get('/api/kubernetes/proxy/api/v1/namespaces', {
        headers: { ...headers, 'Backstage-Kubernetes-Cluster': 'hub' },
      });
    };
    expect((await proxied('grace')).status()).toBe(403);
    expect((await proxied('ada')).status()).toBe(200);
  });

  test('a run is found by the search', async ({ page }) => {
    // The index takes runs up every two minutes.
    test.setTimeout(300_000);
    await signIn(page, 'Grace', '/runs');
    await expect(async () => {
      await page.goto(`/search?query=${run}`);
      await expect(
        page.getByRole('link', { name: /http-quick #/ }).first(),
      ).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 240_000 });
  });

  test('a pull request is told to the team whose experiment it changes', async ({
    page,
    request,
  }) => {
    const title = `Look at ${Date.now().toString(36)}`;
    const number = await openPull(
      request,
      title,
      title.toLowerCase().replaceAll(' ', '-'),
      folder =>
        writeFiles(path.join(folder, 'experiments/http-quick'), {
          'NOTES.md': `${title}\n`,
        }),
    );
    await signIn(page, 'Grace', '/notifications');
    await expect(
      page.getByRole('link', { name: `“${title}” waits for a review` }),
    ).toHaveAttribute('href', `/pull-requests/${number}`);
    await mergePull(request, number);
    await expect(
      page.getByRole('link', { name: `“${title}” was merged` }),
    ).toBeVisible();
  });
});
