import { type CostQuery } from '@illm-lab/plugin-hub-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aReport,
  budgets,
  cc100,
  cc200,
} from '../__testUtils__/catalogFixtures';
import {
  address,
  fakeCatalogViews,
  fakeCosts,
  fakeHub,
  renderHub,
} from '../__testUtils__/renderHub';

async function getReport({ aggregate }: CostQuery = {}) {
  return aggregate === 'cost-center'
    ? aReport([{ values: { 'cost-center': 'cc-200' }, total: 6 }], {
        series: [2, 4].map((amount, day) => ({
          from: `2026-11-2${day}T00:00:00Z`,
          to: `2026-11-2${day + 1}T00:00:00Z`,
          total: amount,
          values: { 'cc-200': amount },
        })),
      })
    : aReport([
        {
          values: { 'cost-center': 'cc-200', experiment: 'queue' },
          total: 1,
        },
        {
          values: { 'cost-center': 'cc-200', experiment: 'http-baseline' },
          total: 5,
        },
        {
          values: { 'cost-center': 'cc-200', experiment: '__unallocated__' },
          total: 9,
        },
      ]);
}

const costCenters = (path: string, costs: Parameters<typeof fakeCosts>[0]) =>
  renderHub(
    path,
    fakeHub({
      catalogViews: fakeCatalogViews({
        listCostCenters: async () => ({ items: [cc100, cc200] }),
      }),
      costs: fakeCosts(costs),
    }),
  );

const rowOf = async (name: RegExp) =>
  (await screen.findByRole('rowheader', { name })).closest<HTMLElement>(
    '[role=row]',
  )!;

describe('the page Cost centers', () => {
  it('shows whom they pay for, the month against the budget, and where it went', async () => {
    costCenters('/cost-centers', {
      getReport,
      getBudgets: async () => budgets,
    });
    expect(
      await screen.findByRole('heading', {
        name: '2 cost centers · €33.50 of €50.00 spent this month · 1 at risk',
      }),
    ).toBeVisible();
    const row = within(await rowOf(/CC-200/));
    expect(row.getByRole('link', { name: 'web' })).toHaveAttribute(
      'href',
      '/catalog/default/group/web',
    );
    expect(row.getByText('€32.00')).toBeVisible();
    expect(
      row.getByRole('img', {
        name: '€32.00 of €40.00, €42.00 expected by the end of the month',
      }),
    ).toBeVisible();
    expect(row.getByText('Budget at risk')).toBeVisible();
    expect(
      row.getByRole('img', {
        name: 'Spend of CC-200 Product by day, €4.00 on the last',
      }),
    ).toBeVisible();
    // Dearest first; what has no label is no experiment.
    expect(
      row.getAllByRole('gridcell').pop()?.textContent ?? row.getByText(/€5/),
    ).toBe('http-baseline €5.00, queue €1.00');
  });

  it('is filtered by the state of the budget, in its address', async () => {
    costCenters('/cost-centers?budget=at-risk', {
      getReport,
      getBudgets: async () => budgets,
    });
    await rowOf(/CC-200/);
    expect(screen.queryByRole('rowheader', { name: /CC-100/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /Budget/ }));
    await userEvent.click(screen.getByRole('option', { name: 'All' }));
    await waitFor(() => expect(address()).toBe('/cost-centers'));
    expect(await rowOf(/CC-100/)).toBeVisible();
  });

  it('calls nothing spent, and no budget kept, that was not measured', async () => {
    const reason = 'OpenCost has not answered yet.';
    costCenters('/cost-centers', {
      getReport: async () => ({
        ...(await getReport({})),
        items: [],
        series: [],
        total: null,
        notMeasured: reason,
      }),
      getBudgets: async () => ({
        ...budgets,
        notMeasured: reason,
        items: budgets.items.map(item => ({
          ...item,
          spent: null,
          projected: null,
          state: 'unknown' as const,
        })),
      }),
    });
    expect(
      await screen.findByRole('heading', { name: '2 cost centers' }),
    ).toBeVisible();
    const row = within(await rowOf(/CC-200/));
    expect(
      await row.findByText('not known what was spent of €40.00'),
    ).toBeVisible();
    expect(screen.queryByText(/€0/)).toBeNull();
    // The filter has the words; the row must not.
    expect(row.queryByText('Within budget')).toBeNull();
  });

  it('keeps the catalog’s half while there is no money to be heard of', async () => {
    costCenters('/cost-centers', {
      getReport: () => new Promise(() => {}),
      getBudgets: async () => {
        throw new Error('OpenCost is away');
      },
    });
    const row = within(await rowOf(/CC-200/));
    expect(row.getByText('14, 1 failed, 1 at work')).toBeVisible();
    expect(row.queryByText(/€/)).toBeNull();
    expect(
      await screen.findByText('Spend could not be loaded: OpenCost is away.'),
    ).toBeVisible();
  });
});
