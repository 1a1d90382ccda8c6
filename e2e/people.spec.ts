import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { STATE } from './support/hub';
import { PORTAL, signIn } from './support/portal';

test('one is told who one is, becomes another, and signs out', async ({
  page,
}) => {
  await signIn(page, 'Grace', '/experiments');
  await page.getByRole('button', { name: /Signed in as Grace/ }).click();
  await page.getByRole('menuitem', { name: /^Switch to Ada/ }).click();
  await page.getByRole('button', { name: /Signed in as Ada/ }).click();
  // One stays on the page where one was.
  await expect(page).toHaveURL(/\/experiments$/);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('Who are you?')).toBeVisible();
});

/** What `./lab open` prints: the address that lets a browser in. */
const labOpen = () =>
  execFileSync(path.join(__dirname, '../lab'), ['open', '--no-open'], {
    encoding: 'utf8',
    env: { ...process.env, LAB_STATE: STATE, LAB_URL: PORTAL },
  }).trim();

test('a browser is let in by an address that works once', async ({
  page,
  browser,
}) => {
  await page.goto('/runs');
  await expect(page.getByText('./lab open')).toBeVisible();
  await expect(page.getByText('Who are you?')).toBeHidden();

  const address = labOpen();
  await page.goto(address);
  await page.getByRole('button', { name: /grace/i }).click();
  await expect(page.getByRole('link', { name: 'Runs' }).first()).toBeVisible();
  expect(page.url()).not.toContain('code=');

  // The browser is remembered, and the address is of no use to anybody else.
  await page.reload();
  await expect(page.getByRole('link', { name: 'Runs' }).first()).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(address);
  await expect(other.getByText('was used already')).toBeVisible();
  await other.goto('/runs');
  await expect(other.getByText('./lab open')).toBeVisible();
  await other.context().close();
});
