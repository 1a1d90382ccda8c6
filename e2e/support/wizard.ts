import { expect, type Page } from '@playwright/test';

/** What a person types into "New experiment". */
export interface NewExperiment {
  name: string;
  description: string;
  owner: string;
  project: string;
  costCenter: string;
  virtualUsers: number;
  duration: string;
}

/** Picks an entry of one of the wizard's combo boxes. */
export async function chooseFrom(page: Page, label: RegExp, entry: string) {
  // The navigation has links of the same names.
  const form = page.locator('form');
  const box = form
    .getByRole('combobox', { name: label })
    .or(form.getByLabel(label));
  await box.first().click();
  await box.first().fill(entry);
  await page
    .getByRole('option', { name: new RegExp(entry, 'i') })
    .first()
    .click();
}

/** Fills the wizard up to its review, where nothing is sent yet. */
export async function fillNewExperiment(page: Page, input: NewExperiment) {
  const next = () =>
    page.getByRole('button', { name: /^(next|review)$/i }).click();

  await page.getByLabel(/^name/i).fill(input.name);
  await page.getByLabel(/description/i).fill(input.description);
  await chooseFrom(page, /owner team/i, input.owner);
  await next();

  await page.getByLabel(/project/i).fill(input.project);
  await chooseFrom(page, /cost center/i, input.costCenter);
  await next();

  await page.getByLabel(/virtual users/i).fill(String(input.virtualUsers));
  await page
    .getByLabel(/duration/i)
    .first()
    .fill(input.duration);
  await next();

  await expect(page.getByText(input.description)).toBeVisible();
}
