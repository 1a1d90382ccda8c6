import {
  CostBudget,
  CostBudgets,
  sourceSentence,
} from '@illm-lab/plugin-hub-common';
import { unlessOwnFault } from '../errors';
import { isNothing } from './allocation';
import { CostCenter, project, toBudget } from './budgets';
import { CostSource } from './CostService';
import { CostSum } from './CostSum';
import { dimension } from './dimensions';
import {
  daysOf,
  latest,
  monthOf,
  presetWindows,
  Span,
  toWindow,
} from './windows';

/** The projection goes by the last seven days of UTC, today's part included. */
const RECENT = '7d';

/** How long a page waits for a month that is being read for the first time. */
const PATIENCE_MS = 4_000;

const BY_COST_CENTER = {
  dimensions: [dimension('cost-center')],
  filters: [],
  // A cost center pays for what it asked for; the hub's idle rest is nobody's.
  idleMode: 'hide' as const,
};

/** Nothing failed; it only takes longer than anybody waits. */
class StillReadingError extends Error {
  constructor() {
    super('this month is still being read');
  }
}

/** @throws StillReadingError when it takes longer */
async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StillReadingError()), patienceMs);
  });
  // What fails after the answer was given is seen by the next who asks.
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** How each cost center's month stands against its budget. */
export class BudgetService {
  private lastGood?: CostBudgets;
  private readonly now: () => number;

  constructor(
    private readonly options: {
      source: CostSource;
      costCenters: { list(): Promise<CostCenter[]> };
      currency: string;
      now?: () => number;
      patienceMs?: number;
    },
  ) {
    this.now = options.now ?? Date.now;
  }

  /**
   * This month so far. When the source does not answer: as it was when it last
   * did, or, if it never did, without figures; `source` says so.
   */
  async budgets(): Promise<CostBudgets> {
    const { source } = this.options;
    const centers = await this.options.costCenters.list();
    const reading = this.read(centers).then(answer => {
      this.lastGood = answer;
      return answer;
    });
    try {
      return await inTime(reading, this.options.patienceMs ?? PATIENCE_MS);
    } catch (error) {
      unlessOwnFault(error);
      const status =
        error instanceof StillReadingError
          ? { ...source.status(), connected: false, reason: error.message }
          : source.status();
      const { lastGood } = this;
      if (lastGood) {
        const { lastGoodAt } = lastGood.source;
        return { ...lastGood, source: { ...status, lastGoodAt } };
      }
      const { lastGoodAt, ...never } = status;
      return { ...this.unknown(centers, sourceSentence(never)), source: never };
    }
  }

  private async read(centers: CostCenter[]): Promise<CostBudgets> {
    const now = latest(this.now());
    const month = monthOf(now);
    const { window: recent } = presetWindows(RECENT, now);
    const [spent, lately] = await Promise.all([
      this.sum({ from: month.from, to: now }),
      this.sum(recent),
    ]);
    if (!spent || !lately) {
      const { name } = this.options.source.status();
      return this.unknown(centers, `${name} has no figures of this month yet.`);
    }
    return this.answer(
      centers.map(center => {
        const spending = {
          spent: spent[center.name] ?? 0,
          recent: lately[center.name] ?? 0,
        };
        return toBudget(center, {
          spent: spending.spent,
          projected: project(spending, recent, month.to),
        });
      }),
    );
  }

  private unknown(centers: CostCenter[], notMeasured: string): CostBudgets {
    const items = centers.map(center => toBudget(center, null));
    return { ...this.answer(items), notMeasured };
  }

  private answer(items: CostBudget[]): CostBudgets {
    const now = latest(this.now());
    return {
      period: toWindow(monthOf(now)),
      asOf: new Date(now).toISOString(),
      currency: this.options.currency,
      items,
      source: this.options.source.status(),
    };
  }

  /** By cost center; undefined when nothing of the time was measured. */
  private async sum(span: Span): Promise<Record<string, number> | undefined> {
    const total = new CostSum(BY_COST_CENTER);
    const days = daysOf(span).map(day => this.options.source.read(day));
    const parts = await Promise.all(days);
    parts.forEach(data => total.add(data));
    return parts.every(isNothing) ? undefined : total.totals();
  }
}
