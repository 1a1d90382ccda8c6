import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { kubectl, logLines } from './support/hub';
import { apiAs, signIn } from './support/portal';
import {
  createTwoWaves,
  removeTwoWaves,
  type TwoWaves,
} from './support/services';

/** An image of the hub's table. */
const IMAGE = 'ghcr.io/illm-lab/target:0.1.0';

const bandOf = (page: Page, { parent }: TwoWaves, wave: number) =>
  page.getByRole('row', { name: new RegExp(`^${parent}, wave ${wave} `) });
const stateOf = (page: Page, name: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) })
    .getByRole('cell')
    .first();
const panel = (page: Page, name: string) => page.getByRole('region', { name });

/** Audit events of this outcome by a person so far. */
const audited = (person: string, status: string) =>
  logLines('portal', 'isAuditEvent', 'service-sync', person, `"${status}"`)
    .length;

test.describe.serial('services', () => {
  let services: TwoWaves;
  test.beforeAll(() => {
    services = createTwoWaves(`waves-${randomBytes(3).toString('hex')}`);
  });
  test.afterAll(() => removeTwoWaves(services));

  test('a blocked wave is named with its cause, and clears by itself', async ({
    page,
  }) => {
    const { first, second, namespace } = services;
    await signIn(page, 'Grace', '/hub/services');
    await expect(bandOf(page, services, 2)).toContainText(
      new RegExp(
        `Blocked.*Waits for wave 1: ${first}\\..*(ErrImagePull|ImagePullBackOff)`,
      ),
    );
    await expect(stateOf(page, first)).toHaveText('Coming up');
    // It is not on the hub yet.
    await expect(stateOf(page, second)).toHaveText('Blocked');
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));

    kubectl([
      ...['set', 'image', `deployment/${first}`, `web=${IMAGE}`],
      `--namespace=${namespace}`,
    ]);
    await expect(bandOf(page, services, 2)).toContainText('Well', {
      timeout: 60_000,
    });
    await expect(stateOf(page, second)).toHaveText('Healthy');
    // What was done by hand is the first one's difference now.
    await expect(stateOf(page, first)).toHaveText('Differs from Git');
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
  });

  test('a field changed with kubectl shows with its manager within 5 s', async ({
    page,
  }) => {
    const { second, namespace } = services;
    await signIn(page, 'Ada', `/hub/services/${second}`);
    await expect(page.getByRole('heading', { level: 2 })).toContainText(
      'Healthy',
    );
    process.env.KUBE_EDITOR = 'sed -i s/blue/red/';
    kubectl(['edit', `configmap/${second}`, `--namespace=${namespace}`]);
    const row = panel(page, 'What differs from Git').getByRole('row', {
      name: /data\.colour/,
    });
    await expect(row).toContainText('"red"', { timeout: 5_000 });
    await expect(row).toContainText('"blue"');
    await expect(row).toContainText('kubectl-edit');

    // Once more, while it differs already.
    process.env.KUBE_EDITOR = 'sed -i s/red/green/';
    kubectl(['edit', `configmap/${second}`, `--namespace=${namespace}`]);
    await expect(row).toContainText('"green"', { timeout: 5_000 });

    // Others see which field, and not what is in a ConfigMap.
    await page.getByRole('button', { name: /Signed in as Ada/ }).click();
    await page.getByRole('menuitem', { name: /^Switch to Grace/ }).click();
    await expect(row).toContainText('hidden');
    await expect(page.getByText('green')).toHaveCount(0);
  });

  test('only the platform team may act, and the audit log has it', async ({
    page,
    request,
  }) => {
    const { second } = services;
    await signIn(page, 'Linus', `/hub/services/${second}`);
    const sync = page.getByRole('button', { name: 'Sync…' });
    await expect(sync).toBeDisabled();
    await expect(sync).toHaveAccessibleDescription(/only the platform team/i);

    const before = audited('user:default/linus', 'failed');
    for (const person of ['linus', 'grace']) {
      const api = await apiAs(request, person);
      const refused = await api.post(`/services/${second}/sync`, {
        idempotencyKey: randomUUID(),
      });
      expect(refused.status(), person).toBe(403);
    }
    await expect
      .poll(() => audited('user:default/linus', 'failed'))
      .toBe(before + 1);
  });

  test('a dry run tells what a sync does, and the sync does it', async ({
    page,
  }) => {
    const { second } = services;
    const before = audited('user:default/ada', 'succeeded');
    await signIn(page, 'Ada', `/hub/services/${second}`);
    const open = page.getByRole('button', { name: 'Sync…' });
    const dialog = page.getByRole('dialog');
    const operation = panel(page, 'Last operation');

    await open.click();
    await expect(dialog).toContainText(
      `ConfigMap ${second}: data.colour is "green", Git says "blue"`,
    );
    await dialog.getByText(/^Dry run/).click();
    await dialog.getByRole('button', { name: /^Try/ }).click();
    await expect(operation).toContainText(/Dry run of a sync.*success/);
    await expect(operation).toContainText('(dry run)');
    await expect(panel(page, 'What differs from Git')).toBeVisible();

    await open.click();
    await dialog.getByText(/^Dry run/).click();
    await dialog.getByRole('button', { name: `Sync ${second}` }).click();
    await expect(panel(page, 'What differs from Git')).toBeHidden();
    await expect(operation).toContainText('Ada');
    await expect(page.getByRole('heading', { level: 2 })).toContainText(
      'Healthy',
    );
    await expect
      .poll(() => audited('user:default/ada', 'succeeded'))
      .toBe(before + 2);
  });

  test('a service has a tab on its page in the catalog', async ({ page }) => {
    const { second, parent } = services;
    await signIn(page, 'Grace', `/catalog/default/component/${second}/service`);
    await expect(panel(page, 'About')).toContainText(
      `e2e-services/${second} at ${parent}`,
    );
    await expect(panel(page, 'History')).toContainText('PR #71');
  });
});
