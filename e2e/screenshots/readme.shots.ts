import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { letIn, signIn } from '../support/portal';
import { runEnd, startRun } from '../support/runs';
import { fillNewExperiment } from '../support/wizard';

const IMAGES = path.join(__dirname, '..', '..', 'docs', 'images');

const shot = (page: Page, name: string) =>
  page.screenshot({ path: path.join(IMAGES, `${name}.png`) });

test('pictures of the thread', async ({ page, request }) => {
  await letIn(page.context());
  await page.goto('/');
  await expect(page.getByText('Who are you?')).toBeVisible();
  await shot(page, 'sign-in');

  await signIn(page, 'Grace', '/');
  await expect(
    page.getByRole('heading', { name: 'Your experiments' }),
  ).toBeVisible();
  // What costs, which is known last.
  await expect(page.getByText(/of €\d+\.\d\d/)).toBeVisible();
  await shot(page, 'home');

  await page.goto('/create/templates/default/experiment');
  await fillNewExperiment(page, {
    name: `latency-${Date.now().toString(36)}`,
    description: 'How fast the shop answers while five people browse',
    owner: 'web',
    project: 'shop',
    costCenter: 'Product',
    virtualUsers: 5,
    duration: '10s',
  });
  await shot(page, 'new-experiment');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page
    .getByRole('link', { name: /follow the pull request/i })
    .first()
    .click();
  await page.getByRole('link', { name: 'Review and merge' }).click();
  await page.getByRole('button', { name: /^Merge/ }).waitFor();
  await shot(page, 'pull-request');
  await page.getByRole('button', { name: /^Close/ }).click();

  const { id } = await startRun(request, { duration: '8s', vus: '5' });
  await page.goto(`/runs/${id}`);
  await expect(page.getByText(/running \(.*VUs/).first()).toBeVisible({
    timeout: 90_000,
  });
  await shot(page, 'run');
  await runEnd(request, id);
  await page.goto(`/runs/${id}/result`);
  await expect(page.getByText('http_req_duration').first()).toBeVisible();
  await shot(page, 'result');
});
