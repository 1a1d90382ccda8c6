import { test } from '@playwright/test';
import { signIn } from '../e2e/support/portal';
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
test('wizard to result', async ({ page }) => {
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
    await page
      .getByRole('link', { name: /follow the pull request/i })
      .first()
      .click();
    await page.getByRole('link', { name: 'Review and merge' }).click();
    const inReview = Date.now();
    await page.getByRole('button', { name: /^Merge/ }).click();
    await page.getByRole('link', { name: /go on there/i }).click();
    const merged = Date.now();
    await page.getByRole('button', { name: `Run ${name}` }).click();
    const ready = Date.now();
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
      )}, merge ${seconds(
        merged - inReview,
      )}, synced and in the catalog ${seconds(ready - merged)}, run ${seconds(
        onScreen - ready - LOAD_MS,
      )})`,
    );
  }
});
