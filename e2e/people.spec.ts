import { expect, test } from '@playwright/test';
import { signIn } from './support/portal';

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
