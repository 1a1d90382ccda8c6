import path from 'node:path';
import {
  expect,
  type APIRequestContext,
  type Browser,
  type Page,
} from '@playwright/test';
import { mends } from '../../packages/app/src/modules/layout/mends/mends';
import { lastingFindings, type Suppression } from './axe';
import { apiAs, signIn } from './portal';
import { openPull } from './pulls';
import { writeFiles } from './repository';
import { runEnd, startRun } from './runs';

/** What of the portal is shown, as a path and words that it has once complete. */
export type Shown = [
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

/** Every page that is there without a hand, by what one calls it. */
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
  [
    'docs: a page',
    '/docs/default/component/illm-lab',
    /A developer portal for people who run/,
  ],
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

export const LOOKS = {
  'light 1440': { colorScheme: 'light', width: 1440, height: 900 },
  'dark 1440': { colorScheme: 'dark', width: 1440, height: 900 },
  'light 390': { colorScheme: 'light', width: 390, height: 844 },
  'dark 390': { colorScheme: 'dark', width: 390, height: 844 },
} as const;
export type Look = keyof typeof LOOKS;

/**
 * Faults that stay, of Backstage's own pages and of what those embed. The list
 * only shrinks: one that is met nowhere fails the test.
 */
export const SUPPRESSIONS: Suppression[] = [
  {
    rule: 'aria-allowed-role',
    element: /\bmain\b/,
    why: 'pages of the catalog and of docs bring a <main> inside the frame’s; that it is presentation leaves one landmark, though HTML allows no role on it',
  },
];

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

/** Names of the mends that the page needed, in trees of their own as well. */
const mended = async (page: Page) => {
  const counts = await Promise.all(
    mends.map(({ name }) => page.locator(`[data-mended-${name}]`).count()),
  );
  return mends.flatMap(({ name }, at) => (counts[at] ? [name] : []));
};

/** A new page in one look, signed in as Grace. */
export async function pageAs(browser: Browser, look: Look) {
  const { colorScheme, width, height } = LOOKS[look];
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
  });
  const page = await context.newPage();
  await signIn(page, 'grace');
  await expect(page.getByText('Who are you?')).toBeHidden();
  return page;
}

/** Every page there is; a run and a pull request are made to have theirs. */
export async function everyPage(request: APIRequestContext): Promise<Shown[]> {
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
  return [
    ...PAGES,
    ['run: steps', `/runs/${run}/steps`, /clean-up/],
    ['run: result', `/runs/${run}/result`, /http_req_duration/],
    ['run: inputs', `/runs/${run}/inputs`, /vus/],
    ['pull request', `/pull-requests/${pull}`, /Look at a page/],
    ['node', `/hub/nodes/${node.cluster}/${node.name}`, RegExp(node.name)],
  ];
}

/**
 * Opens a page and looks at it.
 *
 * @returns what axe finds, and a width beyond the screen's, a line for each; the
 *   suppressions and the names of the mends that were needed
 */
export async function lookAt(page: Page, [, to, shows, act]: Shown) {
  await open(page, to, shows);
  await act?.(page);
  const { found, used } = await lastingFindings(page, SUPPRESSIONS);
  const over = await sideways(page);
  return {
    found: over > 0 ? [...found, `scrolls sideways by ${over} pixels`] : found,
    used,
    mends: await mended(page),
  };
}
