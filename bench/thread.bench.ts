import { test } from '@playwright/test';
import { apiAs, signIn } from '../e2e/support/portal';
import { fillNewExperiment } from '../e2e/support/wizard';

/** Time at the top of the load, and the two ramps that the template adds. */
const LOAD_MS = 3_000 + 2 * 2_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

/** Seconds with one decimal. */
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/**
 * From the wizard's last click to the result on screen, merge included, less
 * the load itself. The person is a script: no time is spent on reading.
 */
test('wizard to result', async ({ page, request }) => {
  await signIn(page, 'Grace', '/create');
  for (let round = 1; round <= ROUNDS; round++) {
    const name = `bench-${Date.now().toString(36)}`;
    await page.goto('/create/templates/default/experiment');
    await fillNewExperiment(page, {
      name,
      description: 'Times the thread',
      owner: 'web',
      project: 'bench',
      costCenter: 'Product',
      virtualUsers: 2,
      duration: '3s',
    });
    const clicked = Date.now();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: /open pull request/i }).click();
    const pull = await opened;
    const inReview = Date.now();
    await pull.getByRole('button', { name: /^Merge/ }).click();
    await pull.getByRole('status').waitFor();
    await pull.close();
    const merged = Date.now();
    const { token } = await apiAs(request, 'grace');
    const entity = `/api/catalog/entities/by-name/component/default/${name}`;
    const headers = { Authorization: `Bearer ${token}` };
    while (!(await request.get(entity, { headers })).ok()) {
      await page.waitForTimeout(100);
    }
    const inCatalog = Date.now();
    await page
      .getByRole('link', { name: /experiment \(after the merge\)/i })
      .click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Run/ })
      .click();
    await page
      .getByRole('heading', { name: /thresholds? (held|crossed)/i })
      .waitFor({ timeout: 180_000 });
    const onScreen = Date.now();
    console.log(
      `round ${round}: last click to result ${seconds(
        onScreen - clicked - LOAD_MS,
      )} less the load (pull request ${seconds(
        inReview - clicked,
      )}, merge ${seconds(merged - inReview)}, merge to catalog ${seconds(
        inCatalog - merged,
      )}, run ${seconds(onScreen - inCatalog - LOAD_MS)})`,
    );
  }
});
