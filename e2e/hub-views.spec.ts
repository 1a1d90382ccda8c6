import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { apiAs, signIn } from './support/portal';
import { runEnd, startRun } from './support/runs';

/** Pages of the portal's own, and words that each shows once it is complete. */
const PAGES: [name: string, path: string, shows: RegExp][] = [
  ['home', '/', /Your experiments|Experiments/],
  ['experiments', '/experiments', /http-baseline/],
  ['runs', '/runs', /http-baseline/],
  ['hub overview', '/hub/overview', /parts/],
  ['hub services', '/hub/services', /argocd|experiments/],
  ['hub nodes', '/hub/nodes', /node/i],
  ['hub costs', '/hub/costs', /€|cost/i],
  ['teams', '/teams', /Web/],
  ['cost centers', '/cost-centers', /CC-200 Product/],
  [
    'an experiment',
    '/catalog/default/component/http-baseline',
    /Clusters, runs and cost/,
  ],
  ['a team', '/catalog/default/group/web', /Work and spend/],
  ['a cost center', '/catalog/default/group/cc-200', /Budget and spend/],
];

/**
 * What Backstage itself brings: its side bar, the tabs of a page's head, which name
 * a panel that Backstage does not draw, and its list of search results.
 */
const NOT_OURS = [
  '[class*="BackstageSidebar"]',
  'a[role="tab"]',
  '[class*="MuiListItem-divider"]',
];

async function open(page: Page, path: string, shows: RegExp) {
  await page.goto(path);
  // A list of choices has the words too, and is hidden.
  await expect(
    page.getByText(shows).locator('visible=true').first(),
  ).toBeVisible();
  // Figures take the place of skeletons; a source may still be starting.
  await expect(page.locator('.bui-Skeleton'))
    .toHaveCount(0, { timeout: 10_000 })
    .catch(() => {});
}

/** How often axe looks again before what it finds counts, and after how long. */
const TRIES = 3;
const PAUSE_MS = 2_000;

/** What axe finds in a page by WCAG A and AA, in short. */
async function violations(page: Page) {
  const axe = new AxeBuilder({ page }).withTags([
    'wcag2a',
    'wcag2aa',
    'wcag21a',
    'wcag21aa',
  ]);
  NOT_OURS.forEach(selector => axe.exclude(selector));
  // Of the catalog's pages only the cards are ours; they list facts.
  if (new URL(page.url()).pathname.startsWith('/catalog/')) {
    axe.include('article:has(dl)');
  }
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id} ${target.join(' ')} ${failureSummary}`.slice(0, 400),
    ),
  );
}

/**
 * What axe still finds when nothing fades in any more: a list that is read anew
 * is pale for a moment, and these pages are live.
 */
async function lastingViolations(page: Page) {
  for (let more = TRIES; ; more -= 1) {
    const found = await violations(page);
    if (found.length === 0 || more === 0) return found;
    await page.waitForTimeout(PAUSE_MS);
  }
}

const sideways = (page: Page) =>
  page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );

test.describe('views of the hub', () => {
  let run: string;

  test.beforeAll(async ({ request }) => {
    const started = await startRun(request);
    run = (await runEnd(request, started.id)).id;
  });

  for (const [look, use] of Object.entries({
    light: { colorScheme: 'light' as const },
    dark: { colorScheme: 'dark' as const },
    'a phone': { viewport: { width: 390, height: 844 } },
  })) {
    test.describe(look, () => {
      test.use(use);

      test('are accessible and fit their screen', async ({ page }) => {
        // Fifteen pages, each looked through by axe.
        test.setTimeout(600_000);
        await page.goto('/runs');
        await page.getByRole('button', { name: /grace/i }).click();
        await expect(page.getByText('Who are you?')).toBeHidden();
        const pages = [
          ...PAGES,
          ['a run', `/runs/${run}`, /clean-up/] as const,
          ['a result', `/runs/${run}/result`, /http_req_duration/] as const,
          ['search', `/search?query=${run}`, /Search/] as const,
        ];
        for (const [name, path, shows] of pages) {
          await open(page, path, shows);
          expect
            .soft(
              await lastingViolations(page),
              `axe finds on ${name}, ${look}`,
            )
            .toEqual([]);
          expect
            .soft(await sideways(page), `${name} scrolls sideways, ${look}`)
            .toBe(0);
        }
      });
    });
  }

  test('the table of teams is sorted, filtered and sent by its address', async ({
    page,
  }) => {
    await signIn(page, 'Grace', '/teams?q=web&sort=runs&dir=desc');
    const rows = page.getByRole('row');
    await expect(rows.filter({ hasText: 'Web' })).toHaveCount(1);
    await expect(rows.filter({ hasText: 'Platform' })).toHaveCount(0);
    await expect(
      page.getByRole('columnheader', { name: 'Runs, 30 d' }),
    ).toHaveAttribute('aria-sort', 'descending');

    await page.getByRole('searchbox', { name: 'Search teams' }).fill('');
    await expect(rows.filter({ hasText: 'Platform' })).toHaveCount(1);
    await expect(page).not.toHaveURL(/q=/);
    await page.getByRole('columnheader', { name: 'Team' }).click();
    await expect(page).toHaveURL(/sort=name/);
  });

  test('the main actions of the home page are reached by keyboard', async ({
    page,
  }) => {
    await signIn(page, 'Grace', '/');
    const run = page.getByRole('button', { name: 'Run http-baseline' });
    await expect(run).toBeEnabled();
    await page.getByRole('link', { name: 'New experiment' }).focus();
    for (let n = 0; n < 30; n += 1) {
      if (await run.evaluate(one => one === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(run).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('the catalog has the hub: services, cluster and nodes', async ({
    request,
  }) => {
    const api = await apiAs(request, 'grace');
    const entities = async (filter: string) => {
      const response = await request.get(
        `/api/catalog/entities?filter=${filter}`,
        { headers: { Authorization: `Bearer ${api.token}` } },
      );
      const list = await response.json();
      return list.map(
        ({ metadata }: { metadata: { name: string } }) => metadata.name,
      );
    };
    await expect
      .poll(() => entities('metadata.annotations.illm.lab/service'))
      .toContain('argocd');
    await expect
      .poll(() => entities('spec.type=kubernetes-cluster'))
      .toContain('hub');
    await expect
      .poll(async () => (await entities('spec.type=kubernetes-node')).length)
      .toBeGreaterThan(0);
  });

  test('the Kubernetes plugin knows the hub’s clusters, and its proxy is not for everyone', async ({
    request,
  }) => {
    const asWho = async (person: string) => ({
      headers: {
        Authorization: `Bearer ${(await apiAs(request, person)).token}`,
      },
    });
    const clusters = await request.get(
      '/api/kubernetes/clusters',
      await asWho('grace'),
    );
    expect((await clusters.json()).items).toEqual([
      expect.objectContaining({ name: 'hub' }),
    ]);
    expect(await clusters.text()).not.toMatch(/token|serviceAccountToken"/i);

    const proxied = async (person: string) => {
      const { headers } = await asWho(person);
      return request.get('/api/kubernetes/proxy/api/v1/namespaces', {
        headers: { ...headers, 'Backstage-Kubernetes-Cluster': 'hub' },
      });
    };
    expect((await proxied('grace')).status()).toBe(403);
    expect((await proxied('ada')).status()).toBe(200);
  });

  test('a run is found by the search', async ({ page }) => {
    // The index takes runs up every two minutes.
    test.setTimeout(300_000);
    await signIn(page, 'Grace', '/runs');
    await expect(async () => {
      await page.goto(`/search?query=${run}&types[]=hub-runs`);
      await expect(
        page.getByRole('link', { name: /http-baseline #/ }).first(),
      ).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 240_000 });
  });
});
