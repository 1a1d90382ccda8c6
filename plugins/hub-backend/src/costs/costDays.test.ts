import { mockServices } from '@backstage/backend-test-utils';
import { databases } from '../__testUtils__/databases';
import { openDatabase } from '../runs/database';
import { CostData } from './allocation';
import { CostDays } from './CostDays';
import { CostHistory } from './CostHistory';
import { CostService } from './CostService';
import { DAY, HOUR, Span } from './windows';

jest.setTimeout(120_000);

const NOW = Date.parse('2026-12-01T12:30:00Z');
const DAYS = 400;
/** Since when the hub is there. */
const BEGAN = NOW - 5 * DAY;

const NOTHING: CostData = { allocations: [], idle: [], assets: 0 };
const ofHours = (hours: number): CostData => ({
  allocations: [
    {
      cluster: 'hub',
      namespace: 'a',
      pod: 'one',
      workload: { kind: 'deployment', name: 'one' },
      labels: { team: 'web' },
      cost: { cpu: hours, memory: 0, storage: 0, network: 0, loadBalancer: 0 },
      used: 0,
    },
  ],
  idle: [],
  assets: hours,
});

describe.each(databases.eachSupportedId())('settled days on %s', id => {
  /** A portal that was just started, on the database of the one before. */
  async function portal() {
    const knex = await databases.init(id);
    const days = new CostDays(
      await openDatabase({ getClient: async () => knex }),
    );
    const clock = { now: NOW };
    const asked: Span[] = [];
    const start = () => {
      const source = new CostHistory({
        days,
        logger: mockServices.logger.mock(),
        now: () => clock.now,
        reader: {
          read: async span => {
            asked.push(span);
            const measured = span.to - Math.max(span.from, BEGAN);
            return measured > 0 ? ofHours(measured / HOUR) : NOTHING;
          },
        },
      });
      return new CostService({
        source,
        currency: 'EUR',
        now: () => clock.now,
        patienceMs: 60_000,
      });
    };
    return { clock, asked, start };
  }
  const query = {
    // From a midnight on, so that its days are whole.
    from: new Date(Math.ceil((NOW - DAYS * DAY) / DAY) * DAY).toISOString(),
    to: new Date(NOW).toISOString(),
    compare: 'previous' as const,
  };

  it('are read once, for 400 days and those before them', async () => {
    const { clock, asked, start } = await portal();
    const old = () => asked.filter(({ from }) => from < NOW - 3 * DAY);
    const costs = start();
    const first = await costs.report(query);
    expect(first.total).toBeGreaterThan(100);
    const once = asked.length;
    // Twice 400 days, and the hours of those in which there was something.
    expect(once).toBeGreaterThan(2 * DAYS - 10);

    asked.length = 0;
    expect(await costs.report(query)).toMatchObject({ total: first.total });
    expect(asked).toEqual([]);
    clock.now += 7 * HOUR;
    const later = await costs.report(query);
    // Yesterday is not settled yet; and the window before began inside a day.
    expect(old().length).toBeLessThanOrEqual(1);

    asked.length = 0;
    const restarted = await start().report(query);
    expect(restarted.total).toBeCloseTo(later.total!);
    expect(old().length).toBeLessThanOrEqual(1);
  });

  it('without figures are asked for again after a day: they may have been out of reach', async () => {
    const { clock, asked, start } = await portal();
    await start().report(query);
    asked.length = 0;
    clock.now += DAY;
    await start().report(query);
    const again = asked.filter(({ to }) => to < BEGAN - DAY);
    expect(again.length).toBeGreaterThan(DAYS);
    const measured = asked.filter(
      ({ from, to }) => from >= BEGAN && to < NOW - 3 * DAY,
    );
    expect(measured).toEqual([]);
  });
});

it('a mistake in the portal’s own code is no outage of OpenCost', async () => {
  const costs = new CostService({
    source: {
      read: async () => {
        throw new TypeError(
          "Cannot read properties of undefined (reading 'x')",
        );
      },
      status: () => ({ name: 'OpenCost', connected: true }),
    },
    currency: 'EUR',
  });
  await expect(costs.report({})).rejects.toThrow(/Cannot read properties/);
});
