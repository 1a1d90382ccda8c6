import { expect, type Locator, type Page } from '@playwright/test';

/** Presses of Tab after which something counts as out of reach. */
const FAR = 150;

/** Presses Tab until something has the focus, as one who has no mouse. */
export async function tabTo(page: Page, wanted: Locator, key = 'Tab') {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < FAR; presses += 1) {
    const has = await wanted.evaluate(
      one => one === document.activeElement,
      undefined,
    );
    if (has) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${wanted} is not reached within ${FAR} presses of ${key}.`);
}

/** Goes to something by Tab and presses Enter on it. */
export async function enter(page: Page, wanted: Locator) {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

/** Goes to a field by Tab and types into it, over what is there. */
export async function type(page: Page, field: Locator, text: string) {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Picks what a field with suggestions offers for what is typed. */
export async function pick(page: Page, field: Locator, text: string) {
  await type(page, field, text);
  const option = page.getByRole('option', { name: new RegExp(text, 'i') });
  await expect(option.first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}
