import {
  COST_IDLE,
  COST_UNALLOCATED,
  CostIdleMode,
  CostItem,
} from '@illm-lab/plugin-hub-common';
import {
  addMoney,
  Allocation,
  CostData,
  Money,
  noMoney,
  sumMoney,
} from './allocation';
import { Dimension, Filter, passes } from './dimensions';
import { MissingLabels } from './MissingLabels';

/** How a sum is made. */
export interface SumOptions {
  dimensions: Dimension[];
  filters: Filter[];
  idleMode: CostIdleMode;
}

interface Line {
  values: Record<string, string>;
  money: Money;
  /** Share of what was idle. */
  idle: number;
  used: number;
  /** Only where a label is missing. */
  missing?: MissingLabels;
}

/** What of a cluster's idle cost falls on each unit of cost. */
interface IdleRate {
  cpu: number;
  memory: number;
}

const rank = (item: CostItem) => {
  if (item.key === COST_IDLE) return 2;
  return item.key === COST_UNALLOCATED ? 1 : 0;
};

const idleItem = (money: Money): CostItem => ({
  key: COST_IDLE,
  name: 'Idle',
  values: {},
  cost: { ...money, idle: 0, total: sumMoney(money) },
});

/**
 * Adds up costs by labels, one stretch of time after the other. Idle cost is
 * shared inside each stretch, so that a sum of days is the sum of its days.
 */
export class CostSum {
  private readonly lines = new Map<string, Line>();
  /** Idle cost that is a line of its own. */
  private readonly ownIdle = noMoney();
  private idleCost = 0;

  constructor(private readonly options: SumOptions) {}

  add(data: CostData): void {
    const { dimensions, filters, idleMode } = this.options;
    const rates =
      idleMode === 'share'
        ? this.shareRates(data)
        : new Map<string, IdleRate>();
    if (idleMode !== 'share' && filters.length === 0) {
      for (const { cost } of data.idle) {
        this.idleCost += sumMoney(cost);
        if (idleMode === 'separate') addMoney(this.ownIdle, cost);
      }
    }
    for (const allocation of data.allocations) {
      if (filters.length === 0 || passes(allocation, filters)) {
        const line = this.lineOf(allocation, dimensions);
        addMoney(line.money, allocation.cost);
        line.used += allocation.used;
        const rate = rates.get(allocation.cluster);
        if (rate) {
          const { cpu, memory } = allocation.cost;
          const idle = cpu * rate.cpu + memory * rate.memory;
          line.idle += idle;
          this.idleCost += idle;
        }
        line.missing?.add(allocation);
      }
    }
  }

  /** The items: most expensive first, unlabelled and idle at the end. */
  items(): CostItem[] {
    const items = [...this.lines].map(([key, line]) => toItem(key, line));
    if (sumMoney(this.ownIdle) !== 0) items.push(idleItem(this.ownIdle));
    return items.sort(
      (a, b) => rank(a) - rank(b) || b.cost.total - a.cost.total,
    );
  }

  /** Cost by the key of the item. */
  totals(): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const [key, { money, idle }] of this.lines) {
      totals[key] = sumMoney(money) + idle;
    }
    const own = sumMoney(this.ownIdle);
    if (own !== 0) totals[COST_IDLE] = own;
    return totals;
  }

  /** All that was idle: shown, shared or left out. */
  get idle(): number {
    return this.idleCost;
  }

  /**
   * Idle cost per unit of cost, for each cluster and resource by itself: idle
   * memory falls on those who have memory. Where nothing cost anything there is
   * nobody to share it; it stays a line of its own.
   */
  private shareRates({ allocations, idle }: CostData): Map<string, IdleRate> {
    const used = new Map<string, IdleRate>();
    for (const { cluster, cost } of allocations) {
      const sum = used.get(cluster) ?? { cpu: 0, memory: 0 };
      sum.cpu += cost.cpu;
      sum.memory += cost.memory;
      used.set(cluster, sum);
    }
    const rates = new Map<string, IdleRate>();
    for (const { cluster, cost } of idle) {
      const of = used.get(cluster);
      const rate = rates.get(cluster) ?? { cpu: 0, memory: 0 };
      const left = { ...cost };
      for (const resource of ['cpu', 'memory'] as const) {
        if (of && of[resource] > 0) {
          rate[resource] += cost[resource] / of[resource];
          left[resource] = 0;
        }
      }
      rates.set(cluster, rate);
      if (this.options.filters.length === 0) {
        addMoney(this.ownIdle, left);
        this.idleCost += sumMoney(left);
      }
    }
    return rates;
  }

  private lineOf(allocation: Allocation, dimensions: Dimension[]): Line {
    const values = dimensions.map(
      ({ valueOf }) => valueOf(allocation) ?? COST_UNALLOCATED,
    );
    const key = values.every(value => value === COST_UNALLOCATED)
      ? COST_UNALLOCATED
      : values.join('/');
    const known = this.lines.get(key);
    if (known) return known;
    const lacking = dimensions.filter(
      (_, index) => values[index] === COST_UNALLOCATED,
    );
    const line: Line = {
      values: Object.fromEntries(
        dimensions.map(({ name }, index) => [name, values[index]]),
      ),
      money: noMoney(),
      idle: 0,
      used: 0,
      ...(lacking.length > 0 && { missing: new MissingLabels(lacking) }),
    };
    this.lines.set(key, line);
    return line;
  }
}

const lacksLabel = ({ values }: CostItem) =>
  Object.values(values).includes(COST_UNALLOCATED);

/** Whether an item lacks one of the labels. */
export const isUnallocated = (item: CostItem) => lacksLabel(item);

function toItem(key: string, line: Line): CostItem {
  const { money, idle, used, values } = line;
  const paid = money.cpu + money.memory;
  const missing = line.missing?.list() ?? [];
  return {
    key,
    name:
      key === COST_UNALLOCATED
        ? 'Not labelled'
        : Object.values(values)
            .map(value => (value === COST_UNALLOCATED ? 'not labelled' : value))
            .join(' / '),
    values,
    cost: { ...money, idle, total: sumMoney(money) + idle },
    ...(paid > 0 && { efficiency: used / paid }),
    ...(missing.length > 0 && { missing }),
  };
}
