import { expect, type Page, test } from '@playwright/test';
import { apiAs, signIn } from './support/portal';
import { chooseFrom } from './support/wizard';

const WIZARD = '/create/templates/default/experiment';
const EXPERIMENT = 'http-quick';

const form = (page: Page) => page.locator('form');
const next = (page: Page) =>
  page.getByRole('button', { name: 'Next', exact: true });

const box = (page: Page, name: RegExp) =>
  form(page).getByRole('combobox', { name });

/** The first page of New experiment, filled in. */
async function fillBasics(page: Page, name: string) {
  await form(page).getByLabel(/^name/i).fill(name);
  await form(page)
    .getByLabel(/description/i)
    .fill('Tries the forms');
  // The own team is filled in as soon as the catalog has answered.
  await expect(box(page, /owner team/i)).toHaveValue('Web');
}

test.describe('inputs of a run', () => {
  /** What is refused, and the sentence that says so everywhere. */
  const REFUSED: [input: RegExp, name: string, value: string, words: string][] =
    [
      [
        /Virtual users/,
        'vus',
        'abc',
        '“abc” is no whole number. Give Virtual users a whole number from 1 to 1000.',
      ],
      [
        /Virtual users/,
        'vus',
        '-3',
        '-3 is too little for Virtual users. Give a whole number from 1 to 1000.',
      ],
      [
        /Duration/,
        'duration',
        'long',
        '“long” is no duration. Give Duration a time such as 30s, 5m or 1m30s.',
      ],
    ];

  test('are refused in the dialog as they are typed', async ({ page }) => {
    await signIn(page, 'Grace', '/experiments');
    await page.getByRole('button', { name: `Run ${EXPERIMENT}` }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, , value, words] of REFUSED) {
      const field = dialog.getByLabel(label);
      const before = await field.inputValue();
      await field.fill(value);
      await expect(dialog.getByText(words)).toBeVisible();
      await dialog.getByRole('button', { name: /^Run/ }).click();
      await expect(dialog).toBeVisible();
      await field.fill(before);
      await expect(dialog.getByText(words)).toBeHidden();
    }
  });

  test('are refused by the API in the same words', async ({ request }) => {
    const grace = await apiAs(request, 'Grace');
    for (const [, name, value, words] of REFUSED) {
      const answer = await grace.post('/runs', {
        experiment: EXPERIMENT,
        parameters: { [name]: value },
        idempotencyKey: `forms-${name}-${Date.now()}`,
      });
      expect(answer.status()).toBe(400);
      const [issue] = (await answer.json()).error.issues;
      expect(issue.path).toBe(`parameters.${name}`);
      expect(`${issue.message} ${issue.remedy}`).toBe(words);
    }
  });
});

test.describe('New experiment', () => {
  test('says what is missing and wrong in words', async ({ page }) => {
    await signIn(page, 'Grace', WIZARD);
    await expect(form(page).getByLabel(/^name/i)).toBeVisible();
    await next(page).click();
    const alert = page.getByRole('alert').filter({ hasText: 'put right' });
    await expect(alert).toContainText('Name has no value.');
    await expect(alert).toContainText('Description has no value.');
    await expect(page.locator('body')).not.toContainText(
      /must have|must match|property|\^\[/,
    );
  });

  test('keeps a draft over reload, Back and a second tab, until it is sent or begun afresh', async ({
    page,
    context,
  }) => {
    const name = `draft-${Date.now().toString(36)}`;
    page.on('dialog', dialog => dialog.accept());
    await signIn(page, 'Grace', WIZARD);
    await fillBasics(page, name);
    await next(page).click();
    await form(page)
      .getByLabel(/project/i)
      .fill('drafts');

    // The browser's Back goes one page back, and on from there again.
    await page.goBack();
    await expect(form(page).getByLabel(/^name/i)).toHaveValue(name);
    await next(page).click();
    await expect(form(page).getByLabel(/project/i)).toHaveValue('drafts');

    await page.reload();
    await expect(form(page).getByLabel(/project/i)).toHaveValue('drafts');
    await expect(page.getByText('You go on with your draft')).toBeVisible();

    const second = await context.newPage();
    await second.goto(WIZARD);
    await expect(form(second).getByLabel(/^name/i)).toHaveValue(name);
    await second.close();

    // Away, and back by the browser's button.
    await page.getByRole('link', { name: 'Runs' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/runs/i);
    await page.goBack();
    await expect(form(page).getByLabel(/project/i)).toHaveValue('drafts');

    await page.getByRole('button', { name: 'Start afresh' }).click();
    await expect(form(page).getByLabel(/^name/i)).toHaveValue('');
    await page.reload();
    await expect(form(page).getByLabel(/^name/i)).toHaveValue('');
  });

  test('asks before a link leads away from what was typed', async ({
    page,
  }) => {
    await signIn(page, 'Grace', WIZARD);
    await fillBasics(page, 'leaving');
    await page.getByRole('link', { name: 'Runs' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Leave this form?' });
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await expect(form(page).getByLabel(/^name/i)).toHaveValue('leaving');
    await page.getByRole('link', { name: 'Runs' }).first().click();
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await expect(page).toHaveURL(/\/runs/);
  });

  test('fills in the own team and who pays for it, and refuses another at the field', async ({
    page,
  }) => {
    await signIn(page, 'Grace', WIZARD);
    await expect(box(page, /owner team/i)).toHaveValue('Web');
    await fillBasics(page, `payer-${Date.now().toString(36)}`);
    await next(page).click();
    await expect(box(page, /cost center/i)).toHaveValue('CC-200 Product');

    // A link may bring another one, as an old bookmark does.
    const values = {
      name: 'payer',
      description: 'Tries the forms',
      owner: 'group:default/web',
      project: 'forms',
      costCenter: 'group:default/cc-100',
    };
    const link = new URLSearchParams({
      formData: JSON.stringify(values),
      step: '2',
    });
    page.on('dialog', dialog => dialog.accept());
    await page.goto(`${WIZARD}?${link}`);
    await expect(box(page, /cost center/i)).toHaveValue('CC-200 Product');
    await box(page, /cost center/i).click();
    await expect(page.getByRole('option', { name: /CC-100/ })).toBeHidden();
  });

  test('says names in its review', async ({ page }) => {
    const values = {
      name: `review-${Date.now().toString(36)}`,
      description: 'Tries the review',
      owner: 'group:default/web',
      project: 'forms',
      environment: 'dev',
      costCenter: 'group:default/cc-200',
    };
    const link = new URLSearchParams({ formData: JSON.stringify(values) });
    await signIn(page, 'Grace', `${WIZARD}?${link}`);
    const review = page.getByRole('button', { name: 'Review', exact: true });
    const create = page.getByRole('button', { name: 'Create', exact: true });
    await expect(async () => {
      if (await next(page).isVisible()) await next(page).click();
      else if (await review.isVisible()) await review.click();
      await expect(create).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const main = page.locator('body');
    await expect(main).toContainText('CC-200 Product');
    await expect(main).toContainText('Response time');
    await expect(main).not.toContainText(/group:default|metric:/);
  });
});

test('a claim’s form speaks the same words and keeps a draft', async ({
  page,
}) => {
  page.on('dialog', dialog => dialog.accept());
  await signIn(page, 'Grace', '/create/templates/default/database');
  await form(page).getByLabel(/^name/i).fill('No Name');
  await expect(
    form(page).getByText(/“No Name” can’t be used for Name/),
  ).toBeVisible();
  await expect(page.locator('body')).not.toContainText(/must match|\^\[/);
  await form(page).getByLabel(/^name/i).fill('orders');
  await expect(form(page).getByText(/can’t be used for Name/)).toBeHidden();
  await page.reload();
  await expect(form(page).getByLabel(/^name/i)).toHaveValue('orders');
  await chooseFrom(page, /owner team/i, 'web');
  await page.getByRole('button', { name: 'Start afresh' }).click();
  await expect(form(page).getByLabel(/^name/i)).toHaveValue('');
});
