import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { mergePull, openPull } from './support/pulls';
import { signIn } from './support/portal';
import { writeFiles } from './support/repository';

const FOLDER = 'claims/team-web';
const SPECS: Record<string, string> = {
  Database: 'engine: postgresql, size: small',
  ObjectStorage: 'versioning: true',
  Queue: 'maxReceives: 5',
  Cache: 'size: small',
};
const id = randomBytes(3).toString('hex');
const claims = Object.entries(SPECS).flatMap(([kind, spec]) =>
  ['aws', 'azure'].map(cloud => {
    const name = `e2e-${cloud}-${id}`;
    return {
      kind,
      cloud,
      name,
      file: `${FOLDER}/${kind.toLowerCase()}-${name}.yaml`,
      text: [
        'apiVersion: platform.illm.lab/v1alpha1',
        `kind: ${kind}`,
        `metadata: { name: ${name}, labels: { project: e2e } }`,
        `spec: { provider: ${cloud}, ${spec} }`,
        '',
      ].join('\n'),
      page: `/hub/claims/team-web/${kind.toLowerCase()}/${name}`,
    };
  }),
);

// On a local hub no cloud is there: composed is as far as a claim can come.
test.describe.serial('claims', () => {
  test('all kinds on both clouds: pull request, merge, sync, composed', async ({
    page,
    request,
  }) => {
    const number = await openPull(
      request,
      `Claims ${id}`,
      `claims-${id}`,
      folder =>
        writeFiles(
          folder,
          Object.fromEntries(claims.map(one => [one.file, one.text])),
        ),
    );
    const [first] = claims;
    await signIn(page, 'Grace', first.page);
    const sentence = page.getByRole('heading', { level: 2 });
    await expect(sentence).toContainText(`Pull request #${number}`);
    await expect(
      page.getByRole('link', { name: 'Review and merge' }),
    ).toBeVisible();

    await mergePull(request, number);
    for (const { cloud, page: address, kind, name } of claims) {
      if (address !== first.page) await page.goto(address);
      await expect(sentence).toContainText(
        `can't reach ${cloud === 'aws' ? 'AWS' : 'Azure'}`,
        { timeout: 90_000 },
      );
      const way = page.getByRole('region', {
        name: 'From pull request to Ready',
      });
      await expect(way).toContainText(`#${number} “Claims ${id}”`);
      await expect(way).toContainText(/It is made of \d+ resources?\./);
      await expect(
        page.getByRole('region', { name: 'Resources of the claim' }),
      ).toContainText(`${name}-${kind.toLowerCase()}-`);
    }
  });

  test('a deletion by pull request leaves nothing, and says so', async ({
    page,
    request,
  }) => {
    const number = await openPull(
      request,
      `No claims ${id}`,
      `no-claims-${id}`,
      folder => claims.forEach(({ file }) => rmSync(path.join(folder, file))),
    );
    const [first] = claims;
    await signIn(page, 'Grace', first.page);
    await expect(page.getByText('removes it')).toBeVisible();
    await mergePull(request, number);
    for (const { page: address } of claims) {
      if (address !== first.page) await page.goto(address);
      await expect(page.getByRole('heading', { level: 2 })).toContainText(
        'nothing of it is left',
        { timeout: 90_000 },
      );
      await expect(
        page.getByRole('region', { name: 'What is left' }),
      ).toContainText(`#${number} “No claims ${id}”`);
    }
  });
});
