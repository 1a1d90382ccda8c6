import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { mends } from '../../packages/app/src/modules/layout/mends/mends';
import { lastingFindings, type Suppression } from '../support/axe';
import { apiAs } from '../support/portal';
import { openPull } from '../support/pulls';
import { writeFiles } from '../support/repository';
import { runEnd, startRun } from '../support/runs';

/** What of the portal is shown, as a path and words that it has once complete. */
type Shown = [
  name: string,
  path: string,
  shows: RegExp,
  /** What is done there before it is looked at. */
  act?: (page: Page) => Promise<void>,
];

/** The menu of who one is: of the side bar, or of a phone's bar at the bottom. */
const openMenu = (page: Page) =>
  page
    .getByRole('button', { name: /Signed in as/ })
    .or(page.getByRole('link', { name: 'You' }))
    .click();

const EXPERIMENT = '/catalog/default/component/http-quick';

/** Every page there is, by what one calls it. */
const PAGES: Shown[] = [
  ['home', '/', /Your experiments|Experiments/],
  ['experiments', '/experiments', /http-baseline/],
  ['experiment', EXPERIMENT, /Clusters, runs and cost/],
  ['experiment: runs', `${EXPERIMENT}/runs`, /#\d+/],
  ['experiment: Kubernetes', `${EXPERIMENT}/kubernetes`, /HTTP quick/],
  ['runs', '/runs', /http-quick/],
  ['hub overview', '/hub/overview', /parts/],
  ['hub services', '/hub/services', /argocd|experiments|services/],
  ['hub service', '/hub/services/argocd', /argocd/],
  ['hub claims', '/hub/claims', /claim/i],
  ['hub nodes', '/hub/nodes', /node/i],
  ['hub costs', '/hub/costs', /€|cost/i],
  ['teams', '/teams', /Web/],
  ['team', '/catalog/default/group/web', /Work and spend/],
  ['team: experiments', '/catalog/default/group/web/experiments', /http-quick/],
  ['person', '/catalog/default/user/grace', /Grace/],
  ['cost centers', '/cost-centers', /CC-200 Product/],
  ['cost center', '/catalog/default/group/cc-200', /Budget and spend/],
  ['catalog', '/catalog', /HTTP baseline/],
  ['docs', '/docs', /Illm Lab/],
  ['docs: a page', '/docs/default/component/illm-lab', /Illm Lab/],
  ['create', '/create', /New experiment/],
  ['create: tasks', '/create/tasks', /tasks/i],
  ['wizard', '/create/templates/default/experiment', /Name/],
  ['claim form', '/create/templates/default/database', /Name/],
  ['search', '/search?query=http', /http-quick/],
  ['notifications', '/notifications', /Notifications/],
  ['settings', '/settings', /Appearance/],
  ['not found', '/there-is-no-such-page', /There is no such page/],
  ['who am I', '/teams', /Web/, openMenu],
  ['no such run', '/runs/none-00000', /There is no run/],
];

const LOOKS = {
  'light 1440': { colorScheme: 'light', width: 1440, height: 900 },
  'dark 1440': { colorScheme: 'dark', width: 1440, height: 900 },
  'light 390': { colorScheme: 'light', width: 390, height: 844 },
  'dark 390': { colorScheme: 'dark', width: 390, height: 844 },
} as const;

/**
 * Faults that stay, of Backstage's own pages and of what those embed. The list
 * only shrinks: one that is met nowhere fails the test.
 */
const SUPPRESSIONS: Suppression[] = [];

const TABLE = path.join(
  __dirname,
  '../..',
  'test-results',
  'accessibility.txt',
);

async function open(page: Page, to: string, shows: RegExp) {
  await page.goto(to);
  // A list of choices has the words too, and is hidden.
  await expect(
    page.getByText(shows).locator('visible=true').first(),
  ).toBeVisible();
  // Figures take the place of skeletons; a source may still be starting.
  await expect(page.locator('.bui-Skeleton'))
    .toHaveCount(0, { timeout: 10_000 })
    .catch(() => {});
}

const sideways = (page: Page) =>
  page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );

/** Names of the mends that the page needed. */
const mended = (page: Page, names: string[]) =>
  page.evaluate(
    all => all.filter(name => document.querySelector(`[data-mended-${name}]`)),
    names,
  );

async function pageAs(browser: Browser, look: keyof typeof LOOKS) {
  const { colorScheme, width, height } = LOOKS[look];
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
  });
  const page = await context.newPage();
  await page.goto('/runs');
  await page.getByRole('button', { name: /grace/i }).click();
  await expect(page.getByText('Who are you?')).toBeHidden();
  return page;
}

test('every page is without any finding of axe, and fits its screen', async ({
  browser,
  request,
}) => {
  // Some thirty pages in four looks.
  test.setTimeout(45 * 60_000);
  const { id: run } = await runEnd(request, (await startRun(request)).id);
  const branch = `axe-${Date.now().toString(36)}`;
  const pull = await openPull(request, 'Look at a page', branch, folder =>
    writeFiles(path.join(folder, 'experiments/http-quick'), {
      'NOTES.md': 'To be looked at\n',
    }),
  );
  const nodes = await (
    await (await apiAs(request, 'grace')).get('/nodes')
  ).json();
  const [node] = nodes.items;
  const pages: Shown[] = [
    ...PAGES,
    ['run: steps', `/runs/${run}/steps`, /clean-up/],
    ['run: result', `/runs/${run}/result`, /http_req_duration/],
    ['run: inputs', `/runs/${run}/inputs`, /vus/],
    ['pull request', `/pull-requests/${pull}`, /Look at a page/],
    ['node', `/hub/nodes/${node.cluster}/${node.name}`, RegExp(node.name)],
  ];

  const used = new Set<Suppression>();
  const needed = new Set<string>();
  const table = new Map(pages.map(([name]) => [name, [] as string[]]));
  const all: string[] = [];
  for (const look of Object.keys(LOOKS) as (keyof typeof LOOKS)[]) {
    const page = await pageAs(browser, look);
    for (const [name, to, shows, act] of pages) {
      await test.step(`${name}, ${look}`, async () => {
        await open(page, to, shows);
        await act?.(page);
        const result = await lastingFindings(page, SUPPRESSIONS);
        result.used.forEach(one => used.add(one));
        const names = mends.map(mend => mend.name);
        (await mended(page, names)).forEach(one => needed.add(one));
        const over = await sideways(page);
        const found = [
          ...result.found,
          ...(over > 0 ? [`scrolls sideways by ${over} pixels`] : []),
        ];
        table.get(name)!.push(String(found.length));
        all.push(...found.map(one => `${name}, ${look}: ${one}`));
      });
    }
    await page.context().close();
  }

  const rows = [...table].map(([name, counts]) =>
    [name.padEnd(24), ...counts.map(count => count.padStart(10))].join(' '),
  );
  const heads = Object.keys(LOOKS).map(look => look.padStart(10));
  const text = [[''.padEnd(24), ...heads].join(' '), ...rows, ''].join('\n');
  // Shown by the list reporter, and kept for whoever wants the table.
  console.log(text);
  writeFileSync(TABLE, text);
  expect(all).toEqual([]);
  expect(
    SUPPRESSIONS.filter(one => !used.has(one)),
    'no page needs these suppressions any more: take them out',
  ).toEqual([]);
  expect(
    mends.filter(({ name }) => !needed.has(name)).map(({ name }) => name),
    'Backstage has mended these itself: take them out',
  ).toEqual([]);
});
