import { mockServices } from '@backstage/backend-test-utils';
import { CostIdleMode } from '@illm-lab/plugin-hub-common';
import fc from 'fast-check';
import { Allocation, CostData, Money, sumMoney } from './allocation';
import { fakeDays } from '../__testUtils__/fakeDays';
import { CostHistory } from './CostHistory';
import { CostService } from './CostService';
import { HOUR, Span } from './windows';

const NOW = Date.parse('2026-11-25T10:17:42Z');
const LABELS = [
  'team',
  'cost_center',
  'illm_lab_experiment',
  'illm_lab_run',
  'tier',
];
const DIMENSIONS = [
  'team',
  'project',
  'cost-center',
  'experiment',
  'run',
  'namespace',
  'workload',
  'label:tier',
];

/** OpenCost rounds to five decimals. */
const amount = fc
  .integer({ min: 0, max: 100_000_000 })
  .map(fives => fives / 100_000);
const money: fc.Arbitrary<Money> = fc.record({
  cpu: amount,
  memory: amount,
  storage: amount,
  network: amount,
  loadBalancer: amount,
});
const name = fc.constantFrom('a', 'b', 'c', '');
const allocation: fc.Arbitrary<Allocation> = fc.record({
  cluster: fc.constantFrom('hub', 'other'),
  namespace: fc.constantFrom('x', 'y'),
  pod: fc.constantFrom('p', 'q'),
  workload: fc.record({
    kind: fc.constant('Pod'),
    name: fc.constantFrom('p', 'q'),
  }),
  labels: fc.dictionary(fc.constantFrom(...LABELS), name),
  cost: money,
  used: amount,
});
/** What an hour cost; idle is what is left of the assets, so it may be owed. */
const hour: fc.Arbitrary<CostData> = fc
  .record({
    allocations: fc.array(allocation, { maxLength: 6 }),
    idle: fc.array(
      fc.record({ cluster: fc.constantFrom('hub', 'third'), cost: money }),
      { maxLength: 2 },
    ),
  })
  .map(data => ({
    ...data,
    assets: [...data.allocations, ...data.idle].reduce(
      (sum, { cost }) => sum + sumMoney(cost),
      0,
    ),
  }));

/** Any hour of the last days, the same one each time it is asked for. */
const source = (hours: CostData[]) =>
  new CostHistory({
    days: fakeDays(),
    reader: {
      read: async ({ from, to }: Span) =>
        to - from > HOUR
          ? { allocations: [], idle: [], assets: 1 }
          : hours[Math.floor(from / HOUR) % hours.length],
    },
    logger: mockServices.logger.mock(),
    now: () => NOW,
  });

const window = fc.oneof(
  fc
    .constantFrom('today', 'yesterday', '7d')
    .map(preset => ({ window: preset as 'today' })),
  fc
    .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }))
    .map(([back, length]) => ({
      from: new Date(NOW - back * HOUR).toISOString(),
      to: new Date(NOW - (back - length) * HOUR).toISOString(),
    })),
);

/** In a sum, what was not measured has no part. */
const measured = (figure: number | null) => figure ?? 0;

const close = (a: number, b: number) =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

describe('costs by labels', () => {
  it('are with idle and what is not labelled the assets, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hour, { minLength: 1, maxLength: 5 }),
        window,
        fc.uniqueArray(fc.constantFrom(...DIMENSIONS), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.constantFrom<CostIdleMode>('separate', 'share', 'hide'),
        async (hours, span, dimensions, idle) => {
          const costs = new CostService({
            source: source(hours),
            currency: 'EUR',
            now: () => NOW,
          });
          const report = await costs.report({
            ...span,
            aggregate: dimensions.join(','),
            idle,
            step: 'day',
            compare: 'none',
          });
          const hidden = idle === 'hide' ? measured(report.idle) : 0;
          const sum = report.items.reduce(
            (all, { cost }) => all + cost.total,
            0,
          );
          const labelled = report.items
            .filter(
              ({ key, values }) =>
                key !== '__idle__' &&
                !Object.values(values).includes('__unallocated__'),
            )
            .reduce((all, { cost }) => all + cost.total, 0);
          const separately = idle === 'share' ? 0 : measured(report.idle);
          const unsharedIdle =
            idle === 'share'
              ? report.items.find(({ key }) => key === '__idle__')?.cost
                  .total ?? 0
              : separately;
          const days = (report.series ?? []).reduce(
            (all, { total }) => all + (total ?? 0),
            0,
          );
          expect(
            close(sum + hidden, measured(report.assets)) &&
              close(
                labelled + unsharedIdle + measured(report.unallocated),
                measured(report.assets),
              ) &&
              close(measured(report.total), sum) &&
              close(days, sum) &&
              report.items.every(({ cost }) =>
                close(sumMoney(cost) + cost.idle, cost.total),
              ),
          ).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('of a filter are those of the values that it lets through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hour, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<CostIdleMode>('separate', 'share', 'hide'),
        async (hours, idle) => {
          const costs = new CostService({
            source: source(hours),
            currency: 'EUR',
            now: () => NOW,
          });
          const query = { window: 'yesterday', idle, compare: 'none' } as const;
          const all = await costs.report({ ...query, aggregate: 'team' });
          const teams = all.items.filter(({ key }) => key !== '__idle__');
          for (const { key, cost } of teams) {
            const one = await costs.report({
              ...query,
              aggregate: 'namespace',
              filter: `team:${key}`,
            });
            expect(close(measured(one.total), cost.total)).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);
});
