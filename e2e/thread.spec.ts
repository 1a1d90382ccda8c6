import { expect, test } from '@playwright/test';
import { apiAs, signIn } from './support/portal';
import { createAndFollow, fillNewExperiment } from './support/wizard';

/**
 * The whole thread in one tab, as a person walks it. Nothing is mocked: the
 * pull request is a commit in the forge, Argo CD and Argo Workflows are real,
 * and k6 measures.
 */
test('from the wizard to a measured result', async ({ page, request }) => {
  const name = `thread-${Date.now().toString(36)}`;

  await signIn(page, 'Grace', '/create/templates/default/experiment');
  await fillNewExperiment(page, {
    name,
    description: 'Follows the thread from the wizard to the result',
    owner: 'web',
    project: 'e2e',
    costCenter: 'Product',
    virtualUsers: 2,
    duration: '3s',
  });
  await page.getByRole('button', { name: 'Create', exact: true }).click();

  await page
    .getByRole('link', { name: /follow the pull request/i })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: /waits for its merge/ }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Review and merge' }).click();
  await expect(
    page.getByRole('heading', { name: new RegExp(`Add ${name}`) }),
  ).toBeVisible();
  await page.getByRole('button', { name: /^Merge/ }).click();
  await expect(page.getByRole('status')).toContainText(/merged/i);

  const merged = Date.now();
  const { token } = await apiAs(request, 'Grace');
  await expect
    .poll(
      async () =>
        (
          await request.get(
            `/api/catalog/entities/by-name/component/default/${name}`,
            { headers: { Authorization: `Bearer ${token}` } },
          )
        ).status(),
      { timeout: 30_000, intervals: [250] },
    )
    .toBe(200);
  test.info().annotations.push({
    type: 'merge to catalog',
    description: `${Date.now() - merged} ms`,
  });

  await page.getByRole('link', { name: /go on there/i }).click();
  await expect(
    page.getByRole('heading', { name: `${name} is ready to run` }),
  ).toBeVisible({ timeout: 30_000 });
  test.info().annotations.push({
    type: 'merge to ready',
    description: `${Date.now() - merged} ms`,
  });
  await page.getByRole('button', { name: `Run ${name}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByRole('textbox', { name: 'Virtual users' }),
  ).toHaveValue('2');
  await dialog.getByRole('button', { name: /^Run/ }).click();

  await expect(page).toHaveURL(/\/runs\/thread-/);
  const steps = page.getByRole('tree').or(page.getByRole('list'));
  for (const step of ['provision', 'sync', 'experiment', 'load']) {
    await expect(steps.getByText(step, { exact: true }).first()).toBeVisible({
      timeout: 90_000,
    });
  }
  // Live: the log grows while k6 still runs.
  await steps.getByText('load', { exact: true }).first().click();
  await expect(page.getByText(/running \(.*VUs/).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(
    page.getByRole('heading', { name: /thresholds held/i }),
  ).toBeVisible({ timeout: 90_000 });

  await page.getByRole('tab', { name: 'Result' }).click();
  await expect(page.getByText('http_req_duration').first()).toBeVisible();
  await expect(page.getByText('p(95)<200').first()).toBeVisible();
  const result = page.url();

  // And away again, by the same way; what was measured stays.
  await page.goto(`/catalog/default/component/${name}`);
  await page.getByRole('link', { name: 'Remove…' }).click();
  await expect(page.getByRole('combobox', { name: 'Experiment' })).toHaveValue(
    new RegExp(name),
  );
  await page.getByRole('button', { name: /^(next|review)$/i }).click();
  await createAndFollow(page);
  await expect(
    page.getByRole('heading', { name: new RegExp(`^${name} is removed`) }),
  ).toBeVisible({ timeout: 60_000 });
  await page.goto(result);
  await expect(page.getByText('http_req_duration').first()).toBeVisible();
});
