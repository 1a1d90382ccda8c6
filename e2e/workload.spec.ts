import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { deployment } from './support/deployment';
import { kubectl } from './support/hub';
import { nodeAgentFlag } from './support/nodeAgent';
import { writeImage } from './support/ociLayout';
import { signIn } from './support/portal';
import { logHubIn, startRegistry } from './support/registry';
import { push, repositoryUrl, writeFiles } from './support/repository';
import { startServer } from './support/server';
import { createAndMerge, fillNewExperiment } from './support/wizard';

const HOSTS = 'platform/hub/values/target-hosts.yaml';

const named = (kind: string) => `${kind}-${randomUUID().slice(0, 5)}`;
const experiment = (name: string, workload: (page: Page) => Promise<void>) => ({
  name,
  description: 'Tests what a person brings',
  owner: 'web',
  project: 'e2e',
  costCenter: 'Product',
  virtualUsers: 2,
  duration: '3s',
  workload,
});
const field = (page: Page, label: string) =>
  page.locator('form').getByLabel(label, { exact: true });

/** Starts the experiment from its page. */
async function start(page: Page, name: string) {
  await page.getByRole('button', { name: `Run ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Run/ }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${name}-`));
}

/** The run whose page is open comes to a good end. */
const passes = (page: Page) =>
  expect(page.getByRole('heading', { name: /thresholds held/i })).toBeVisible({
    timeout: 150_000,
  });

/** Runs the experiment from its page, to the end. */
async function run(page: Page, name: string) {
  await start(page, name);
  await passes(page);
}

test('a URL that is there already, once its host is allowed', async ({
  page,
}) => {
  const server = await startServer();
  const name = named('url');
  const url = `${server.url}/shop`;
  try {
    await signIn(page, 'Grace', '/create/templates/default/experiment');
    await fillNewExperiment(
      page,
      experiment(name, async () => {
        await page
          .getByRole('radio', { name: 'A URL that is there already' })
          .check({ force: true });
        await field(page, 'URL').fill(url);
        await expect(
          page.getByText(`Load may not be put on ${server.url.slice(7)}`),
        ).toBeVisible();
        // The owner agrees; the list is read anew when the page is.
        push('Load may be put on the test’s server (#71)', folder => {
          const file = path.join(folder, HOSTS);
          writeFileSync(
            file,
            `${readFileSync(file, 'utf8').trimEnd()}\n  - ${server.host}\n`,
          );
        });
        await page
          .getByRole('radio', { name: 'The lab’s own server' })
          .check({ force: true });
        await page
          .getByRole('radio', { name: 'A URL that is there already' })
          .check({ force: true });
        await expect(field(page, 'URL')).toHaveValue(url);
        await expect(page.getByText(/Load may not be put/)).toBeHidden();
      }),
    );
    await createAndMerge(page, name);
    await run(page, name);
    expect(server.asked.length).toBeGreaterThan(10);
    expect(new Set(server.asked.map(one => one.url))).toEqual(
      new Set(['/shop/']),
    );
  } finally {
    server.stop();
  }
});

const LAB_TARGET = {
  image: 'ghcr.io/illm-lab/target:0.1.0',
  command: ['lab-target'],
  ports: [{ name: 'http', containerPort: 8080 }],
  readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
};
const service = (name: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      type: 'LoadBalancer',
      selector: { app: name },
      ports: [{ port: 80, targetPort: 'http' }],
    },
  });

test('a folder of a Git repository', async ({ page }) => {
  const name = named('git');
  // A branch stands for another repository: the forge has only one.
  push(
    'A shop of its own (#72)',
    folder =>
      writeFiles(path.join(folder, 'shop/deploy'), {
        'deployment.yaml': deployment('shop', LAB_TARGET),
        'service.yaml': service('shop'),
      }),
    `shop-${name}`,
  );
  await signIn(page, 'Grace', '/create/templates/default/experiment');
  await fillNewExperiment(
    page,
    experiment(name, async () => {
      await page
        .getByRole('radio', { name: 'A Git folder or Helm chart' })
        .check({ force: true });
      await field(page, 'Repository').fill(repositoryUrl());
      await field(page, 'Folder').fill('shop/deploy');
      await field(page, 'Revision').fill(`shop-${name}`);
      await field(page, 'Service').fill('shop');
    }),
  );
  await createAndMerge(page, name);
  await run(page, name);
});

test('a Helm chart of a Git repository, with values', async ({ page }) => {
  const name = named('chart');
  push(
    'A chart (#73)',
    folder =>
      writeFiles(path.join(folder, 'chart'), {
        'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
        'values.yaml': 'service: { type: ClusterIP }\n',
        'templates/deployment.yaml': deployment(
          '{{ .Release.Name }}-shop',
          LAB_TARGET,
        ),
        'templates/service.yaml': service('{{ .Release.Name }}-shop').replace(
          '"LoadBalancer"',
          '{{ .Values.service.type }}',
        ),
      }),
    `chart-${name}`,
  );
  await signIn(page, 'Grace', '/create/templates/default/experiment');
  await fillNewExperiment(
    page,
    experiment(name, async () => {
      await page
        .getByRole('radio', { name: 'A Git folder or Helm chart' })
        .check({ force: true });
      await page
        .getByRole('radio', { name: 'a Git folder with a Helm chart' })
        .check({ force: true });
      await field(page, 'Repository').fill(repositoryUrl());
      await field(page, 'Folder').fill('chart');
      await field(page, 'Revision').fill(`chart-${name}`);
      await field(page, 'Values').fill('service: { type: LoadBalancer }');
      await field(page, 'Service').fill('target-shop');
    }),
  );
  await createAndMerge(page, name);
  await run(page, name);
});

test('an image with a command of its own', async ({ page }) => {
  const name = named('image');
  await signIn(page, 'Grace', '/create/templates/default/experiment');
  await fillNewExperiment(
    page,
    experiment(name, async () => {
      await page
        .getByRole('radio', { name: 'An image' })
        .check({ force: true });
      await field(page, 'Image').fill('ghcr.io/illm-lab/target:0.1.0');
      await field(page, 'Command').fill('lab-target\n--delay\n1ms');
      await field(page, 'Readiness path').fill('/healthz');
    }),
  );
  await createAndMerge(page, name);
  await run(page, name);
  // The definition is there, and none of it runs.
  expect(
    kubectl([
      ...['get', 'deployment', `${name}-target-target`],
      ...['--namespace=experiment-definitions'],
      ...[
        '--output=jsonpath={.spec.replicas} {.spec.template.spec.containers[0].command}',
      ],
    ]),
  ).toBe('0 ["lab-target","--delay","1ms"]');
});

test('an image of one’s own, of which the hub knows nothing', async ({
  page,
}) => {
  const layouts = nodeAgentFlag('--image-layouts');
  expect(layouts, 'the hub has a folder of image layouts').toBeTruthy();
  const name = named('own');
  writeImage(layouts!, name, '1.0');
  await signIn(page, 'Grace', '/create/templates/default/experiment');
  await fillNewExperiment(
    page,
    experiment(name, async () => {
      await page
        .getByRole('radio', { name: 'An image' })
        .check({ force: true });
      await field(page, 'Image').fill(`localhost/${name}:1.0`);
      await field(page, 'Port').fill('8080');
      await field(page, 'Readiness path').fill('/healthz');
    }),
  );
  await createAndMerge(page, name);
  await run(page, name);
});

test('an image of a registry with a password; before the login, its words', async ({
  page,
}) => {
  const name = named('login');
  const layouts = mkdtempSync(path.join(tmpdir(), 'e2e-registry-'));
  writeImage(layouts, name, '1.0');
  const registry = await startRegistry(layouts, 'grace:opensesame');
  let logOut = () => {};
  try {
    await signIn(page, 'Grace', '/create/templates/default/experiment');
    await fillNewExperiment(
      page,
      experiment(name, async () => {
        await page
          .getByRole('radio', { name: 'An image' })
          .check({ force: true });
        await field(page, 'Image').fill(`${registry.host}/${name}:1.0`);
        await field(page, 'Port').fill('8080');
        await field(page, 'Readiness path').fill('/healthz');
      }),
    );
    await createAndMerge(page, name);
    await start(page, name);
    await expect(page.getByText(/who are you\?/).first()).toBeVisible({
      timeout: 60_000,
    });
    await expect(
      page.getByText(`login ${registry.host}`).first(),
    ).toBeVisible();
    // The pod asks again by itself.
    logOut = logHubIn(registry.host, 'grace:opensesame');
    await passes(page);
  } finally {
    logOut();
    registry.stop();
    rmSync(layouts, { recursive: true });
  }
});
