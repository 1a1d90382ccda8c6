import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import {
  type ClaimWish,
  createAndMerge,
  emptyForm,
  fillClaim,
  filledForm,
  goOn,
  leafThrough,
} from './support/claimForm';
import { composedOf, expectedOf, goldens, landingZone } from './support/golden';
import { readObject } from './support/hub';
import { signIn } from './support/portal';
import { mergePull, openPull } from './support/pulls';

const FOLDER = 'claims/team-web';
const id = randomBytes(2).toString('hex');
const slug = (kind: string) => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-');

/** A claim like a golden file's, under a name that nobody else has. */
const wishes = goldens.map(golden => {
  const { kind, metadata, spec } = golden.claim;
  const cloud = spec.provider === 'aws' ? 'AWS' : 'Azure';
  const name = `${metadata.name}${cloud === 'AWS' ? 'a' : 'z'}${id}`;
  const { project, environment = 'dev' } = metadata.labels;
  const experiment = metadata.labels['illm.lab/experiment'];
  const wish: ClaimWish = {
    ...{ kind, name, spec, project, environment, experiment },
  };
  return { golden, cloud, wish };
});
const local: ClaimWish = {
  kind: 'Cache',
  name: `local${id}`,
  spec: { provider: 'local', size: 'small' },
  project: 'shop',
  environment: 'dev',
};
const pageOf = ({ kind, name }: ClaimWish) =>
  `/hub/claims/team-web/${kind.toLowerCase()}/${name}`;
const fileOf = ({ kind, name }: ClaimWish) =>
  `${FOLDER}/${slug(kind).toLowerCase()}-${name}.yaml`;

const sentence = (page: Page) => page.getByRole('heading', { level: 2 });
const region = (page: Page, name: string) => page.getByRole('region', { name });

// On a local hub no cloud is there: composed is as far as such a claim can come.
test.describe.serial('claims', () => {
  // A hub that has just started may not have Crossplane yet.
  test.beforeAll(() =>
    expect(() => landingZone('apply')).toPass({
      timeout: 180_000,
      intervals: [5_000],
    }),
  );
  test.afterAll(() => landingZone('delete'));

  for (const { golden, cloud, wish } of wishes) {
    const { kind, name } = wish;
    test(`${kind} on ${cloud}: form, pull request, merge, composed as rendered`, async ({
      page,
    }) => {
      // By hand on one cloud, by an address that fills it in on the other.
      if (cloud === 'AWS') {
        await signIn(page, 'Grace', emptyForm(kind));
        await fillClaim(page, wish);
      } else {
        await signIn(page, 'Grace', filledForm(wish));
        await leafThrough(page);
      }
      await expect(
        page.getByText(/After the merge it is made of \d+ object/),
      ).toBeVisible();
      await expect(
        page.getByRole('button', { name: `New file ${fileOf(wish)}` }),
      ).toBeVisible();

      const number = await createAndMerge(page);
      const claims = region(page, 'Claims');
      await expect(claims).toContainText(`Asks for ${kind} ${name}`);
      await claims.getByRole('link', { name }).click();
      await expect(page).toHaveURL(new RegExp(`${pageOf(wish)}$`));
      await expect(sentence(page)).toContainText(`can't reach ${cloud}`, {
        timeout: 60_000,
      });
      const way = region(page, 'From pull request to Ready');
      await expect(way).toContainText(`#${number} “Add `);
      await expect(way).toContainText(/It is made of \d+ resources?\./);

      const { claim, resources } = composedOf(kind, name);
      expect(resources).toEqual(expectedOf(golden, claim));
      await expect(region(page, 'Resources of the claim')).toContainText(
        `${name}-${kind.toLowerCase()}-`,
      );
    });
  }

  test('a local cache: to Ready, and where its Secret is', async ({ page }) => {
    await signIn(page, 'Grace', '/hub/claims');
    await page.getByRole('link', { name: 'New claim' }).click();
    for (const one of ['database', 'object storage', 'queue', 'cache']) {
      await expect(page.getByText(`New ${one}`, { exact: true })).toBeVisible();
    }
    await expect(page.getByText('New experiment')).toHaveCount(0);
    await page.goto(emptyForm('Cache'));
    await fillClaim(page, local);
    await createAndMerge(page);
    await page.getByRole('link', { name: local.name }).click();
    await expect(sentence(page)).toContainText('It is there and answers', {
      timeout: 90_000,
    });
    const connect = region(page, 'How to connect');
    const secret = `${local.name}-cache-connection`;
    await expect(connect).toContainText(secret);
    await expect(connect).toContainText('host, password, port, uri');
    const { data } = readObject<{ data: Record<string, string> }>(
      ...['secret', secret, '--namespace=team-web'],
    );
    const password = Buffer.from(data.password, 'base64').toString();
    expect(await page.content()).not.toContain(password);
  });

  test('a change and a removal begin on the claim’s page', async ({ page }) => {
    await signIn(page, 'Grace', pageOf(local));
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await leafThrough(page);
    await expect(
      page.getByRole('button', { name: `Changed file ${fileOf(local)}` }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByLabel('Size').first().click();
    await page.getByRole('option', { name: 'medium' }).click();
    await goOn(page);
    await createAndMerge(page);
    const claims = region(page, 'Claims');
    await expect(claims).toContainText(`Changes Cache ${local.name}`);
    await claims.getByRole('link', { name: local.name }).click();
    await expect(region(page, 'What was asked for')).toContainText('medium', {
      timeout: 60_000,
    });

    await page.getByRole('link', { name: 'Remove', exact: true }).click();
    await expect(page.getByLabel('Kind')).toHaveValue('Cache');
    await createAndMerge(page);
    await region(page, 'Claims').getByRole('link').click();
    await expect(sentence(page)).toContainText('nothing of it is left', {
      timeout: 60_000,
    });
  });

  test('a deletion by pull request leaves nothing, and says so', async ({
    page,
    request,
  }) => {
    const number = await openPull(
      request,
      `No claims ${id}`,
      `no-claims-${id}`,
      folder =>
        wishes.forEach(({ wish }) => rmSync(path.join(folder, fileOf(wish)))),
    );
    const [first] = wishes;
    await signIn(page, 'Grace', pageOf(first.wish));
    await expect(page.getByText('removes it')).toBeVisible();
    await mergePull(request, number);
    for (const { wish } of wishes) {
      if (wish !== first.wish) await page.goto(pageOf(wish));
      await expect(sentence(page)).toContainText('nothing of it is left', {
        timeout: 90_000,
      });
      await expect(region(page, 'What is left')).toContainText(
        `#${number} “No claims ${id}”`,
      );
    }
  });
});
