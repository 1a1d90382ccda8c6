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
  /** Fills the page Workload; the lab's own server is left as it is without. */
  workload?: (page: Page) => Promise<void>;
}

/** Picks an entry of one of the wizard's combo boxes. */
export async function chooseFrom(page: Page, label: RegExp, entry: string) {
  // The navigation has links of the same names; what is being loaded has them too.
  const box = page.locator('form').getByRole('combobox', { name: label });
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

  await expect(
    page.getByRole('radiogroup', { name: 'What is tested' }),
  ).toBeVisible();
  await input.workload?.(page);
  await next();

  // The curve beside them is called like them.
  const figure = (label: string) =>
    page.locator('form').getByRole('textbox', { name: label }).first();
  await figure('Virtual users').fill(String(input.virtualUsers));
  await figure('Duration').fill(input.duration);
  await next();

  await expect(page.getByText(input.description)).toBeVisible();
}

/** Presses a form's last button, and merges the pull request that it ends at, to its page. */
export async function createAndFollow(page: Page) {
  await page
    .getByRole('button', { name: /^(Create|Propose the removal)$/ })
    .click();
  await page
    .getByRole('link', { name: /follow the pull request/i })
    .first()
    .click();
  await page.getByRole('link', { name: 'Review and merge' }).click();
  await page.getByRole('button', { name: /^Merge/ }).click();
  await expect(page.getByRole('status')).toContainText(/merged/i);
  await page.getByRole('link', { name: /go on there/i }).click();
}

/** The same of a new experiment, until it can be run. */
export async function createAndMerge(page: Page, name: string) {
  await createAndFollow(page);
  await expect(
    page.getByRole('heading', { name: `${name} is ready to run` }),
  ).toBeVisible({ timeout: 60_000 });
}
