import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CostBudget } from '@illm-lab/plugin-hub-common';
import { databases } from '../__testUtils__/databases';
import { Notices } from '../notifications/Notices';
import { openDatabase } from '../runs/database';
import { Allocation, CostData, noMoney } from './allocation';
import { BudgetService } from './BudgetService';
import { BudgetWarnings } from './BudgetWarnings';
import { project } from './budgets';
import { CostCenters } from './CostCenters';
import { DAY, HOUR, Span } from './windows';

jest.setTimeout(60_000);

/** Ten days and twelve hours into a month of thirty. */
const NOW = Date.parse('2026-11-11T12:00:00Z');

const group = (name: string, budget?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name,
    title: name.toUpperCase(),
    annotations:
      budget === undefined ? {} : { 'illm.lab/monthly-budget': budget },
  },
  spec: { type: 'cost-center', children: [] },
});

/** Each cost center costs the same every hour; idle costs too, and is nobody's. */
function source(perHour: Record<string, number>) {
  const status = {
    name: 'OpenCost',
    connected: true,
    lastGoodAt: new Date(NOW).toISOString(),
  };
  return {
    state: status as typeof status & { reason?: string },
    status() {
      return this.state;
    },
    async read({ from, to }: Span): Promise<CostData> {
      if (!this.state.connected) throw new Error('down');
      const hours = (to - from) / HOUR;
      const allocations = Object.entries(perHour).map(
        ([center, cost]): Allocation => ({
          cluster: 'hub',
          namespace: center,
          pod: center,
          workload: { kind: 'Pod', name: center },
          labels: { cost_center: center },
          cost: { ...noMoney(), cpu: hours * cost },
          used: 0,
        }),
      );
      return {
        allocations,
        idle: [{ cluster: 'hub', cost: { ...noMoney(), cpu: hours } }],
        assets: 0,
      };
    },
  };
}

const logger = mockServices.logger.mock();

function budgets(perHour: Record<string, number>, groups: Entity[]) {
  const from = source(perHour);
  const service = new BudgetService({
    source: from,
    currency: 'EUR',
    now: () => NOW,
    costCenters: new CostCenters({
      catalog: catalogServiceMock({ entities: groups }),
      auth: mockServices.auth(),
      logger,
    }),
  });
  return { from, service };
}

describe('budgets', () => {
  it('are what each cost center asked for, and how the month will end', async () => {
    const { service } = budgets({ 'cc-1': 0.01, 'cc-2': 0.1, 'cc-3': 1 }, [
      group('cc-1', '40'),
      group('cc-2', '40'),
      group('cc-3', '40'),
      group('cc-4'),
      group('cc-5', 'forty'),
    ]);
    const { items, ...rest } = await service.budgets();
    // 252 hours have passed of 720.
    const month = (perHour: number) => ({
      spent: expect.closeTo(252 * perHour, 6),
      projected: expect.closeTo(720 * perHour, 6),
    });
    expect(rest).toMatchObject({
      period: {
        from: '2026-11-01T00:00:00.000Z',
        to: '2026-12-01T00:00:00.000Z',
      },
      asOf: '2026-11-11T12:00:00.000Z',
      currency: 'EUR',
    });
    expect(items).toEqual([
      {
        costCenter: 'group:default/cc-1',
        name: 'cc-1',
        title: 'CC-1',
        budget: 40,
        state: 'within',
        ...month(0.01),
      },
      {
        costCenter: 'group:default/cc-2',
        name: 'cc-2',
        title: 'CC-2',
        budget: 40,
        state: 'at-risk',
        ...month(0.1),
      },
      {
        costCenter: 'group:default/cc-3',
        name: 'cc-3',
        title: 'CC-3',
        budget: 40,
        state: 'over',
        ...month(1),
      },
      {
        costCenter: 'group:default/cc-4',
        name: 'cc-4',
        title: 'CC-4',
        state: 'none',
        spent: 0,
        projected: 0,
      },
      {
        costCenter: 'group:default/cc-5',
        name: 'cc-5',
        title: 'CC-5',
        state: 'none',
        spent: 0,
        projected: 0,
      },
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/cc-5.*“forty”, which is no amount/),
    );
  });

  it('are projected by the last days', () => {
    const recent = { from: NOW - 7 * DAY, to: NOW };
    const end = NOW + 14 * DAY;
    expect(project({ spent: 10, recent: 7 }, recent, end)).toBe(24);
    expect(project({ spent: 10, recent: 0 }, recent, end)).toBe(10);
    expect(project({ spent: 10, recent: 7 }, recent, NOW - 1)).toBe(10);
  });

  it('stay as they were when the source does not answer', async () => {
    const { from, service } = budgets({ 'cc-1': 1 }, [group('cc-1', '40')]);
    const good = await service.budgets();
    from.state = { ...from.state, connected: false, reason: 'down' };
    expect(await service.budgets()).toEqual({
      ...good,
      source: { ...good.source, connected: false, reason: 'down' },
    });
    const never = budgets({}, [group('cc-1', '40')]);
    never.from.state = { ...from.state };
    expect(await never.service.budgets()).toMatchObject({
      // Nobody knows that nothing was spent.
      items: [
        {
          name: 'cc-1',
          budget: 40,
          spent: null,
          projected: null,
          state: 'unknown',
        },
      ],
      notMeasured: 'OpenCost has not answered yet: down.',
      source: { connected: false },
    });
  });
});

it('does not wait for a month that takes long to read', async () => {
  const from = source({ 'cc-1': 1 });
  const read = from.read.bind(from);
  let release = () => {};
  const gate = new Promise<void>(resolve => {
    release = resolve;
  });
  from.read = async span => {
    await gate;
    return read(span);
  };
  const service = new BudgetService({
    source: from,
    currency: 'EUR',
    now: () => NOW,
    patienceMs: 20,
    costCenters: { list: async () => [] },
  });
  expect((await service.budgets()).source).toEqual({
    name: 'OpenCost',
    connected: false,
    reason: 'this month is still being read',
  });
  release();
  expect((await service.budgets()).source.connected).toBe(true);
});

describe.each(databases.eachSupportedId())('warnings on %s', id => {
  const item = (state: CostBudget['state'], spent = 41): CostBudget => ({
    costCenter: 'group:default/cc-1',
    name: 'cc-1',
    title: 'CC-1',
    budget: 40,
    spent,
    projected: 60,
    state,
  });

  async function warnings() {
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    const send = jest.fn(async () => {});
    let current = {
      state: 'at-risk' as CostBudget['state'],
      month: '2026-11',
      connected: true,
    };
    const budgetsOf = {
      budgets: async () => ({
        period: { from: `${current.month}-01T00:00:00.000Z`, to: '' },
        asOf: '',
        currency: 'EUR',
        items: [item(current.state, current.state === 'over' ? 41 : 12.4)],
        source: { name: 'OpenCost', connected: current.connected },
      }),
    };
    const replica = () =>
      new BudgetWarnings({
        budgets: budgetsOf,
        notices: new Notices({ knex, notifications: { send }, logger }),
      });
    const set = (to: Partial<typeof current>) => {
      current = { ...current, ...to };
    };
    return { send, replica, set };
  }

  it('are sent once for each state and month, also by two replicas', async () => {
    const { send, replica, set } = await warnings();
    await Promise.all([replica().check(), replica().check()]);
    await replica().check();
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenLastCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/cc-1'] },
      payload: expect.objectContaining({
        title: 'CC-1 will not keep its budget for November',
        description:
          '€12.40 of €40.00 are spent; as it goes it will be €60.00.',
        link: '/hub/costs',
        severity: 'normal',
      }),
    });

    set({ state: 'over' });
    await replica().check();
    await replica().check();
    expect(send).toHaveBeenCalledTimes(2);
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'CC-1 is over its budget for November',
          severity: 'high',
        }),
      }),
    );
    set({ month: '2026-12' });
    await replica().check();
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('are sent again when they could not be', async () => {
    const { send, replica } = await warnings();
    send.mockRejectedValueOnce(new Error('no notifications'));
    await replica().check();
    await replica().check();
    await replica().check();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('are not sent by old figures, nor within budget', async () => {
    const { send, replica, set } = await warnings();
    set({ connected: false });
    await replica().check();
    set({ connected: true, state: 'within' });
    await replica().check();
    set({ state: 'none' });
    await replica().check();
    expect(send).not.toHaveBeenCalled();
  });
});
