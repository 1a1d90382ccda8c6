import {
  type CostItem,
  type CostReport,
  type CostsApi,
} from '@illm-lab/plugin-hub-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  address,
  fakeCosts,
  fakeHub,
  renderHub,
} from '../__testUtils__/renderHub';

// Whether each element is hidden takes jsdom most of the time, and none is.
configure({ defaultHidden: true });

/** jsdom lays nothing out: everything is as wide as a page. */
class PageWide implements ResizeObserver {
  constructor(private readonly tell: ResizeObserverCallback) {}
  observe() {
    const contentRect = { left: 0, top: 0, width: 800, height: 240 };
    this.tell([{ contentRect } as ResizeObserverEntry], this);
  }
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = PageWide;

const item = (
  key: string,
  total: number,
  given: Partial<CostItem> = {},
): CostItem => ({
  key,
  name: key,
  values: { 'cost-center': key },
  cost: {
    cpu: total,
    memory: 0,
    storage: 0,
    network: 0,
    loadBalancer: 0,
    idle: 0,
    total,
  },
  efficiency: 0.25,
  previous: total / 2,
  ...given,
});

const unlabelled = item('__unallocated__', 1, {
  name: 'Not labelled',
  missing: [
    {
      label: 'cost-center',
      count: 22,
      workloads: [
        { namespace: 'shop', kind: 'Deployment', name: 'cart', cost: 0.8 },
      ],
    },
  ],
});

function aReport(given: Partial<CostReport> = {}): CostReport {
  const items = given.items ?? [
    item('cc-200', 6),
    item('cc-100', 2),
    unlabelled,
    item('__idle__', 3, { name: 'Idle', values: {} }),
  ];
  return {
    window: { from: '2026-11-19T00:00:00Z', to: '2026-11-25T10:00:00Z' },
    aggregate: ['cost-center'],
    currency: 'EUR',
    idleMode: 'separate',
    total: 12,
    idle: 3,
    unallocated: 1,
    items,
    series: [
      {
        from: '2026-11-24T00:00:00Z',
        to: '2026-11-25T00:00:00Z',
        total: 9,
        values: { 'cc-200': 6, __idle__: 3 },
      },
      {
        from: '2026-11-25T00:00:00Z',
        to: '2026-11-25T10:00:00Z',
        total: 3,
        values: { 'cc-100': 2, __unallocated__: 1 },
      },
    ],
    previous: {
      from: '2026-11-12T00:00:00Z',
      to: '2026-11-18T10:00:00Z',
      total: 6,
    },
    assets: 12,
    source: { name: 'OpenCost', connected: true },
    ...given,
  };
}

const budgets: CostsApi['getBudgets'] = async () => ({
  period: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
  asOf: '2026-11-25T10:00:00Z',
  currency: 'EUR',
  items: [
    {
      costCenter: 'group:default/cc-200',
      name: 'cc-200',
      title: 'CC-200 Product',
      budget: 40,
      spent: 31,
      projected: 52,
      state: 'at-risk',
    },
  ],
  source: { name: 'OpenCost', connected: true },
});

function open(path: string, costs: Partial<CostsApi> = {}) {
  const getReport = jest.fn(costs.getReport ?? (async () => aReport()));
  const hub = fakeHub({
    costs: fakeCosts({ getBudgets: budgets, ...costs, getReport }),
  });
  renderHub(path, hub);
  return { getReport };
}

const lastQuery = (getReport: jest.Mock) => getReport.mock.lastCall?.[0];
const rowOf = async (name: string) =>
  within(
    (await screen.findByRole('rowheader', { name })).closest<HTMLElement>(
      '[role=row]',
    )!,
  );

describe('CostsPage', () => {
  it('says the sum and the change first, then what it is made of', async () => {
    open('/hub/costs');
    expect(
      await screen.findByText(
        '€12.00 in the last 7 days, €6.00 (100 %) more than the 7 days before',
      ),
    ).toBeVisible();
    const row = await rowOf('cc-200');
    expect(row.getAllByText('€6.00')[0]).toBeVisible();
    expect(row.getByText('50 %')).toBeVisible();
    expect(row.getByText('€3.00 (100 %) more')).toBeVisible();
    expect(row.getByText('25 %')).toBeVisible();
    // Nobody has the idle rest, so nothing is inside it.
    expect((await rowOf('Idle')).queryByRole('link')).toBeNull();
  });

  it('names what lacks a label, and who should put it on', async () => {
    open('/hub/costs');
    expect(await screen.findByText('€1.00 belong to nobody.')).toBeVisible();
    expect(
      screen.getByText(
        /Who owns what runs in shop should set the label cost-center/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/Deployment cart/)).toBeVisible();
    expect(screen.getByText(/and 21 more that cost less/)).toBeVisible();
  });

  it('shows that nothing is idle or without label, instead of leaving it out', async () => {
    open('/hub/costs', {
      getReport: async () => aReport({ items: [item('cc-200', 6)] }),
    });
    expect((await rowOf('Idle')).getAllByText('€0.00').length).toBeGreaterThan(
      0,
    );
    expect(await rowOf('Not labelled')).toBeTruthy();
    expect(
      screen.getByText('Everything here carries its label.'),
    ).toBeVisible();
  });

  it('goes into a cost center, its team, its experiment, to the run', async () => {
    const { getReport } = open('/hub/costs?window=30d', {
      getReport: async query => {
        const by = query?.aggregate ?? '';
        const names: Record<string, string> = {
          team: 'web',
          experiment: 'http-baseline',
          run: 'http-baseline-abc12',
        };
        const name = names[by] ?? 'cc-200';
        return aReport({
          aggregate: [by],
          items: [item(name, 6, { values: { [by]: name } })],
        });
      },
    });
    const follow = async (name: string) =>
      userEvent.click(await screen.findByRole('link', { name }));
    await follow('cc-200');
    await follow('web');
    await follow('http-baseline');
    expect(
      await screen.findByRole('link', { name: 'http-baseline-abc12' }),
    ).toHaveAttribute('href', '/runs/http-baseline-abc12');
    expect(address()).toBe(
      '/hub/costs?window=30d&in=cc-200&in=web&in=http-baseline',
    );
    expect(lastQuery(getReport)).toMatchObject({
      window: '30d',
      aggregate: 'run',
      filter: 'cost-center:cc-200,team:web,experiment:http-baseline',
    });

    await follow('Team web');
    expect(address()).toBe('/hub/costs?window=30d&in=cc-200&in=web');
    await follow('All costs');
    expect(address()).toBe('/hub/costs?window=30d');
  });

  it('keeps every choice in the URL', async () => {
    const { getReport } = open('/hub/costs?in=cc-200');
    await screen.findByRole('navigation', { name: 'Gone into' });
    const choose = async (label: RegExp, option: string) => {
      const shown = { hidden: false };
      await userEvent.click(
        screen.getByRole('button', { name: label, ...shown }),
      );
      await userEvent.click(
        screen.getByRole('option', { name: option, ...shown }),
      );
    };
    await choose(/Window/, 'This month');
    await choose(/Idle cost/, 'Shared by use');
    await choose(/By/, 'Namespace');
    await userEvent.click(
      screen.getByRole('switch', { name: 'Compare with before' }),
    );
    expect(address()).toBe(
      '/hub/costs?window=month&idle=share&by=namespace&compare=none',
    );
    await waitFor(() =>
      expect(lastQuery(getReport)).toEqual({
        window: 'month',
        aggregate: 'namespace',
        step: 'day',
        idle: 'share',
        compare: 'none',
      }),
    );
  });

  it('takes a range of days from the URL, its last day whole', async () => {
    const { getReport } = open('/hub/costs?from=2026-11-01&to=2026-11-03');
    expect(
      await screen.findByText(/^€12.00 from 2026-11-01 to 2026-11-03/),
    ).toBeVisible();
    expect(lastQuery(getReport)).toMatchObject({
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-04T00:00:00.000Z',
    });
  });

  it('has the chart as a table too', async () => {
    open('/hub/costs');
    await userEvent.click(await screen.findByText('The same as a table'));
    const table = within(
      screen.getByRole('table', {
        name: 'Cost of 2 days; the highest is €9.00 on 24 Nov.',
      }),
    );
    expect(
      within(table.getByRole('row', { name: /^25 Nov/ }))
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['€0.00', '€2.00', '€1.00', '€0.00', '€3.00']);
  });

  it('shows each budget with how the month is likely to end', async () => {
    open('/hub/costs');
    expect(await screen.findByText('Budget at risk')).toBeVisible();
    expect(
      screen.getByText(
        '€31.00 of €40.00, €52.00 expected by the end of the month',
      ),
    ).toBeVisible();
  });

  it('saves what is shown as a table', async () => {
    const getCsv = jest.fn(async () => 'from,to\r\n');
    const urls = { createObjectURL: () => 'blob:x', revokeObjectURL: () => {} };
    Object.assign(URL, urls);
    open('/hub/costs?by=team', { getCsv });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save as CSV' }),
    );
    expect(getCsv).toHaveBeenCalledWith(
      expect.objectContaining({ aggregate: 'team' }),
    );
  });

  it('says how old the figures are and why, and what is still read', async () => {
    open('/hub/costs', {
      getReport: async () =>
        aReport({
          source: {
            name: 'OpenCost',
            connected: false,
            reason: 'did not answer within 5 s',
            lastGoodAt: '2026-11-25T09:00:00Z',
          },
        }),
    });
    expect(
      await screen.findByText(/^As of .*did not answer within 5 s\.$/),
    ).toBeVisible();
    // The rest of the page stands.
    expect(await screen.findByText('Budget at risk')).toBeVisible();
    expect(await rowOf('cc-100')).toBeTruthy();
  });

  it('says that there are no figures yet', async () => {
    open('/hub/costs', {
      getReport: async () =>
        aReport({
          items: [],
          series: [],
          total: null,
          notMeasured: 'OpenCost has not answered yet.',
          source: { name: 'OpenCost', connected: false, reason: 'down' },
        }),
    });
    expect(await screen.findByText('No figures yet')).toBeVisible();
  });

  it('says what it could not load, and tries again', async () => {
    let fails = true;
    open('/hub/costs', {
      getReport: async () => {
        if (fails) throw new Error('The hub is not reachable');
        return aReport();
      },
    });
    expect(await screen.findByText('The hub is not reachable')).toBeVisible();
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf('cc-200')).toBeTruthy();
  });
});
