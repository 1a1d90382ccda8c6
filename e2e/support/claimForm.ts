import { expect, type Locator, type Page } from '@playwright/test';
import { fieldsOf } from './golden';
import { chooseFrom, createAndFollow } from './wizard';

/** What a person asks for in a claim's form. */
export interface ClaimWish {
  kind: string;
  name: string;
  spec: Record<string, unknown>;
  project: string;
  environment: string;
  experiment?: string;
}

const PATIENCE_MS = 10_000;
const TEMPLATES = '/create/templates/default';
const templateOf = (kind: string) =>
  kind === 'ObjectStorage' ? 'object-storage' : kind.toLowerCase();
const ENVIRONMENTS: Record<string, string> = {
  dev: 'Development',
  prod: 'Production',
};

/** Presses Next; again where a busy page has swallowed it, as a person does. */
const nextTo = (page: Page, wanted: Locator) =>
  expect(async () => {
    if (!(await wanted.isVisible())) {
      await page
        .getByRole('button', { name: /^(next|review)$/i })
        .click({ timeout: PATIENCE_MS });
    }
    await expect(wanted).toBeVisible({ timeout: PATIENCE_MS });
  }).toPass({ timeout: 60_000 });

// Inside the form: the page's own badge is called the environment as well.
const field = (page: Page, label: string) =>
  page.locator('form').getByLabel(label).first();
const preview = (page: Page) =>
  page.getByRole('button', { name: /^(New|Changed) file/ });

async function select(page: Page, label: string, option: string) {
  await field(page, label).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Fills the form field by field, as a person does, up to its preview. */
export async function fillClaim(page: Page, wish: ClaimWish) {
  await page.getByLabel(/^name/i).fill(wish.name);
  await chooseFrom(page, /owner team/i, 'web');
  if (wish.experiment) {
    await chooseFrom(page, /experiment/i, wish.experiment);
  }
  await nextTo(page, field(page, 'Provider'));

  const fields = fieldsOf(wish.kind);
  for (const [name, value] of Object.entries(wish.spec)) {
    const { title, type, enum: choices } = fields[name];
    if (choices) await select(page, title, String(value));
    else if (type === 'boolean') {
      const box = page.locator('form').getByRole('checkbox', { name: title });
      // The box itself is drawn by its label.
      if ((await box.isChecked()) !== value) {
        await page.locator('form').getByText(title, { exact: true }).click();
      }
    } else await field(page, title).fill(String(value));
  }
  await nextTo(page, field(page, 'Project'));

  await page.getByLabel(/project/i).fill(wish.project);
  await select(page, 'Environment', ENVIRONMENTS[wish.environment]);
  await chooseFrom(page, /cost center/i, 'Product');
  await nextTo(page, preview(page));
}

/** The address of a form that is filled in. */
export const filledForm = ({ kind, ...wish }: ClaimWish) =>
  `${TEMPLATES}/${templateOf(kind)}?${new URLSearchParams({
    formData: JSON.stringify({
      ...wish,
      owner: 'group:default/web',
      costCenter: 'group:default/cc-200',
      ...(wish.experiment && {
        experiment: `component:default/${wish.experiment}`,
      }),
    }),
  })}`;

/** The address of a kind's empty form. */
export const emptyForm = (kind: string) => `${TEMPLATES}/${templateOf(kind)}`;

/** Goes through the pages of a form that is filled in, up to its preview. */
export async function leafThrough(page: Page) {
  await expect(field(page, 'Owner team')).toBeVisible();
  await nextTo(page, field(page, 'Provider'));
  await goOn(page);
}

/** The same from the page of what is asked for. */
export async function goOn(page: Page) {
  await nextTo(page, field(page, 'Project'));
  await nextTo(page, preview(page));
}

/**
 * From the form's last page to the merge, all in the browser.
 *
 * @returns number of the pull request
 */
export async function createAndMerge(page: Page): Promise<number> {
  const create = page.getByRole('button', { name: 'Create', exact: true });
  await nextTo(page, create);
  await createAndFollow(page);
  await expect(
    page.getByRole('heading', { name: /is merged|is ready/ }),
  ).toBeVisible();
  return Number(page.url().match(/(\d+)\/?$/)![1]);
}
