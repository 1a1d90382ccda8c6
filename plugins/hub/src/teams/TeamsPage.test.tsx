import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aReport,
  cc100,
  cc200,
  lostSource,
  platform,
  web,
} from '../__testUtils__/catalogFixtures';
import {
  address,
  fakeCatalogViews,
  fakeCosts,
  fakeHub,
  renderHub,
} from '../__testUtils__/renderHub';

const teams = (
  path = '/teams',
  getReport: Parameters<typeof fakeCosts>[0] = {
    getReport: async () =>
      aReport([
        { values: { team: 'web' }, total: 12.4 },
        { values: { team: 'platform' }, total: 0.5 },
      ]),
  },
) =>
  renderHub(
    path,
    fakeHub({
      catalogViews: fakeCatalogViews({
        listTeams: async () => ({ items: [platform, web] }),
        listCostCenters: async () => ({ items: [cc100, cc200] }),
      }),
      costs: fakeCosts(getReport),
    }),
  );

const rowOf = async (team: RegExp) =>
  (await screen.findByRole('rowheader', { name: team })).closest<HTMLElement>(
    '[role=row]',
  )!;
const order = () =>
  screen
    .getAllByRole('rowheader')
    .map(cell => cell.textContent?.replace('Owns the web front ends.', ''));

describe('the page Teams', () => {
  it('says who is in a team, what it owns, ran and spent, and who pays', async () => {
    teams();
    expect(
      await screen.findByRole('heading', {
        name: '2 teams · 14 runs in 30 days, 1 failed · €12.90 spent',
      }),
    ).toBeVisible();
    const row = within(await rowOf(/^Web/));
    expect(row.getByRole('link', { name: 'Web' })).toHaveAttribute(
      'href',
      '/catalog/default/group/web',
    );
    expect(row.getByRole('link', { name: 'grace' })).toHaveAttribute(
      'href',
      '/catalog/default/user/grace',
    );
    expect(row.getByRole('link', { name: 'http-baseline' })).toHaveAttribute(
      'href',
      '/catalog/default/component/http-baseline',
    );
    expect(row.getByText('14, 1 failed, 1 at work')).toBeVisible();
    expect(row.getByText('€12.40')).toBeVisible();
    expect(row.getByRole('link', { name: 'cc-200' })).toBeVisible();
  });

  it('sorts, searches and filters by its address, and writes there what is chosen', async () => {
    teams('/teams?sort=spend&dir=desc');
    await rowOf(/^Web/);
    await waitFor(() => expect(order()).toEqual(['Web', 'Platform']));

    await userEvent.click(
      screen.getByRole('columnheader', { name: 'Spend, 30 d' }),
    );
    await waitFor(() => expect(order()).toEqual(['Platform', 'Web']));
    expect(address()).toBe('/teams?sort=spend');

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search teams' }),
      'ada',
    );
    await waitFor(() => expect(order()).toEqual(['Platform']));
    expect(address()).toContain('q=ada');
    expect(screen.getByText('1 team')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: /Cost center/ }));
    await userEvent.click(
      screen.getByRole('option', { name: 'CC-200 Product' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all teams' }),
    );
    expect(address()).toBe('/teams?sort=spend');
    expect(order()).toHaveLength(2);
  });

  it.each<[string, NonNullable<Parameters<typeof fakeCosts>[0]>]>([
    ['slow', { getReport: () => new Promise(() => {}) }],
    [
      'down',
      {
        getReport: async () => {
          throw new Error('gateway timeout');
        },
      },
    ],
    [
      'never heard of',
      {
        getReport: async () =>
          aReport([], {
            total: null,
            notMeasured: 'OpenCost has not answered yet: connection refused.',
            source: {
              name: 'OpenCost',
              connected: false,
              reason: 'connection refused',
            },
          }),
      },
    ],
  ])('shows the teams while the costs are %s', async (how, costs) => {
    teams('/teams', costs);
    const row = within(await rowOf(/^Web/));
    expect(row.getByText('14, 1 failed, 1 at work')).toBeVisible();
    expect(row.queryByText(/€/)).toBeNull();
    const isTold = how !== 'slow';
    expect(row.queryAllByText('not known')).toHaveLength(isTold ? 1 : 0);
    const reason = /gateway timeout|connection refused/;
    await waitFor(() =>
      expect(screen.queryAllByText(reason)).toHaveLength(isTold ? 1 : 0),
    );
  });

  it('shows old figures as such', async () => {
    teams('/teams', {
      getReport: async () =>
        aReport([{ values: { team: 'web' }, total: 12.4 }], {
          source: lostSource('OpenCost'),
        }),
    });
    expect(await screen.findByText('€12.40')).toBeVisible();
    expect(
      screen.getByText(/^As of .*OpenCost is not reachable/),
    ).toBeVisible();
  });

  it('says that the teams could not be loaded, and tries again', async () => {
    const listTeams = jest
      .fn()
      .mockRejectedValueOnce(new Error('No answer'))
      .mockResolvedValue({ items: [web] });
    renderHub(
      '/teams',
      fakeHub({ catalogViews: fakeCatalogViews({ listTeams }) }),
    );
    expect(await screen.findByText('No answer')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(/^Web/)).toBeVisible();
  });
});
