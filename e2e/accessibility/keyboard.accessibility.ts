import { expect, test } from '@playwright/test';
import { signIn } from '../support/portal';
import { enter, pick, tabTo, type } from '../support/keyboard';

/** The whole thread as one walks it who has no mouse; the only click is signing in. */
test('from the wizard to the result by keyboard alone', async ({ page }) => {
  const name = `keys-${Date.now().toString(36)}`;
  const button = (label: RegExp | string) =>
    page.getByRole('button', { name: label });
  const form = page.locator('form');
  const field = (label: RegExp) => form.getByLabel(label).first();
  // The curve beside them is called like them.
  const figure = (label: string) =>
    form.getByRole('textbox', { name: label }).first();
  const next = () => enter(page, button(/^(next|review)$/i));

  await signIn(page, 'Grace', '/');
  await page.reload();
  // The first thing on the page leads past the navigation.
  await page.getByRole('heading').first().waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
  await page.keyboard.press('Enter');
  await enter(page, page.getByRole('link', { name: 'New experiment' }));

  await type(page, field(/^name/i), name);
  await type(page, field(/description/i), 'Walked by keyboard');
  await pick(page, field(/owner team/i), 'web');
  await next();
  await type(page, field(/project/i), 'e2e');
  await pick(page, field(/cost center/i), 'Product');
  await next();
  // The lab's own server is chosen already.
  await tabTo(page, page.getByRole('radio', { name: /own server/i }));
  await next();
  await type(page, figure('Virtual users'), '2');
  await type(page, figure('Duration'), '3s');
  await next();
  await enter(page, button(/^create$/i));

  await enter(
    page,
    page.getByRole('link', { name: /follow the pull request/i }).first(),
  );
  await enter(page, page.getByRole('link', { name: 'Review and merge' }));
  await enter(page, button(/^Merge/));
  await enter(page, page.getByRole('link', { name: /go on there/i }));

  await enter(page, button(`Run ${name}`));
  await enter(
    page,
    page.getByRole('dialog').getByRole('button', { name: /^Run/ }),
  );
  await expect(page).toHaveURL(/\/runs\/keys-/);
  await expect(
    page.getByRole('heading', { name: /thresholds held/i }),
  ).toBeVisible({ timeout: 120_000 });
  // Who has pressed a key is reading, so the page has stayed where it was.
  await tabTo(page, page.getByRole('tab', { name: 'Steps' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByText('http_req_duration').first()).toBeVisible();
});

test('the result comes by itself to who only waits', async ({ page }) => {
  await signIn(page, 'Grace', '/catalog/default/component/http-quick');
  await page.getByRole('button', { name: 'Run…' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('duration').fill('3s');
  await dialog.getByRole('button', { name: /^Run/ }).click();
  await expect(page).toHaveURL(/\/runs\/[^/]+\/steps$/);
  await expect(page).toHaveURL(/\/runs\/[^/]+\/result$/, { timeout: 120_000 });
  await expect(page.getByText('Failed requests').first()).toBeVisible();

  // And it is told, once, with a way back to it.
  const run = new URL(page.url()).pathname.replace(/\/result$/, '');
  await page.goto('/notifications');
  await expect(
    page.getByRole('link', { name: /^http-quick #\d+ passed$/ }).first(),
  ).toHaveAttribute('href', run);
});

test('a key opens the search, which has the experiment first', async ({
  page,
}) => {
  await signIn(page, 'Grace', '/runs');
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/search/);
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('http-quick');
  // The place for toasts is a region too, and empty.
  const first = page.getByRole('region').filter({ hasText: /./ }).first();
  await expect(first).toContainText('Experiments');
  await enter(page, first.getByRole('button', { name: 'Run http-quick' }));
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a button that is off says why, by keyboard too', async ({ page }) => {
  await signIn(page, 'Linus', '/hub/services/argocd');
  const sync = page.getByRole('button', { name: 'Sync…' });
  await expect(sync).toHaveAccessibleDescription(/Only the platform team/);
  await tabTo(page, sync);
  // That of the button before may still be fading.
  await expect(page.getByRole('tooltip').last()).toContainText(
    'Only the platform team',
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
});
