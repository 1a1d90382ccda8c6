import {
  COST_IDLE,
  CostIdleMode,
  CostItem,
  CostQuery,
  CostReport,
  CostStep,
  sourceSentence,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { LRUCache } from 'lru-cache';
import { unlessOwnFault } from '../errors';
import { CostData, isNothing } from './allocation';
import { CostSum, isUnallocated, SumOptions } from './CostSum';
import { Dimension, Filter, parseAggregate, parseFilter } from './dimensions';
import {
  daysOf,
  presetWindows,
  rangeWindows,
  Span,
  toWindow,
  Windows,
} from './windows';

/** Where costs come from, see `CostHistory`. */
export interface CostSource {
  read(span: Span): Promise<CostData>;
  status(): SourceStatus;
}

/** What to answer, understood. */
interface Wanted {
  windows: Windows;
  dimensions: Dimension[];
  filters: Filter[];
  idleMode: CostIdleMode;
  byDay: boolean;
  compare: boolean;
}

/**
 * How long a reader of a page waits for figures that are still being read. What
 * is there by then is answered, and the rest is read on.
 */
const PATIENCE_MS = 4_000;
/** Reports that are kept for when the source does not answer. */
const KEPT = 200;

const sum = (items: CostItem[]) =>
  items.reduce((total, { cost }) => total + cost.total, 0);

/** Answers what a window cost. */
export class CostService {
  private readonly lastGood = new LRUCache<string, CostReport>({ max: KEPT });
  private readonly now: () => number;

  constructor(
    private readonly options: {
      source: CostSource;
      currency: string;
      now?: () => number;
      patienceMs?: number;
    },
  ) {
    this.now = options.now ?? Date.now;
  }

  /**
   * The report for a query of the API. When the source does not answer it is the
   * last one that was good, or one without figures; `source` says so. What was
   * not measured is null: a hub of yesterday cost nothing known last month.
   *
   * @throws InputError when the query is not understood
   */
  async report(query: CostQuery): Promise<CostReport> {
    const wanted = this.understand(query);
    const { source } = this.options;
    const key = JSON.stringify(query);
    try {
      const { window, previous } = wanted.windows;
      const [{ days, missing }, before] = await Promise.all([
        this.gather(window),
        wanted.compare
          ? this.gather(previous).catch(() => undefined)
          : undefined,
      ]);
      // A comparison with a part of what was before would be a wrong one.
      const known = before?.missing === 0 ? before.days : undefined;
      const report = {
        ...this.compose(
          wanted,
          days,
          missing > 0
            ? `${source.status().name} is still being read.`
            : `${source.status().name} has no figures of this time.`,
          known,
        ),
        source: {
          ...source.status(),
          ...(missing > 0 && {
            reason: `still reading ${missing} of ${
              missing + days.length
            } days, which are not in these figures yet`,
          }),
        },
      };
      if (missing === 0) this.lastGood.set(key, report);
      return report;
    } catch (error) {
      unlessOwnFault(error);
      const good = this.lastGood.get(key);
      return good
        ? {
            ...good,
            source: { ...source.status(), lastGoodAt: good.source.lastGoodAt },
          }
        : {
            ...this.compose(wanted, [], sourceSentence(source.status())),
            source: source.status(),
          };
    }
  }

  /** What a window cost, all of it. Waits as long as it takes. */
  async sumOf(window: Span, options: SumOptions): Promise<CostSum> {
    const total = new CostSum(options);
    for (const data of await Promise.all(
      daysOf(window).map(day => this.options.source.read(day)),
    )) {
      total.add(data);
    }
    return total;
  }

  private understand(query: CostQuery): Wanted {
    const { from, to, idle = 'separate', step, compare } = query;
    return {
      windows:
        from === undefined
          ? presetWindows(query.window ?? '7d', this.now())
          : rangeWindows({ from, to }, this.now()),
      dimensions: parseAggregate(query.aggregate ?? 'cost-center'),
      filters: parseFilter(query.filter),
      idleMode: idle,
      byDay: step === 'day',
      compare: compare !== 'none',
    };
  }

  /**
   * The days of a window that are there in time, and how many are not.
   *
   * @throws when the source failed
   */
  private async gather(window: Span) {
    const { source, patienceMs = PATIENCE_MS } = this.options;
    const spans = daysOf(window);
    const days: Array<{ span: Span; data: CostData }> = [];
    const reading = Promise.all(
      spans.map(async span => {
        days.push({ span, data: await source.read(span) });
      }),
    );
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>(resolve => {
      timer = setTimeout(resolve, patienceMs);
    });
    // What fails after the answer was given is seen by the next who asks.
    reading.catch(() => {});
    await Promise.race([reading, patience]).finally(() => clearTimeout(timer));
    const there = [...days].sort((a, b) => a.span.from - b.span.from);
    return { days: there, missing: spans.length - there.length };
  }

  private compose(
    wanted: Wanted,
    days: Array<{ span: Span; data: CostData }>,
    whyNothing: string,
    before?: Array<{ data: CostData }>,
  ): Omit<CostReport, 'source'> {
    const { windows, dimensions, filters, idleMode } = wanted;
    const options = { dimensions, filters, idleMode };
    const total = new CostSum(options);
    const series: CostStep[] = [];
    for (const { span, data } of days) {
      total.add(data);
      if (wanted.byDay) series.push(toStep(span, data, options));
    }
    const measured = days.some(({ data }) => !isNothing(data));
    // The hub was not there, or not measured: there is nothing to compare with.
    const comparable = before?.some(({ data }) => !isNothing(data));
    const earlier = comparable ? new CostSum(options) : undefined;
    before?.forEach(({ data }) => earlier?.add(data));
    const previous = earlier?.totals();
    const items = total.items().map(item => ({
      ...item,
      ...(previous && { previous: previous[item.key] ?? 0 }),
    }));
    return {
      window: toWindow(windows.window),
      aggregate: dimensions.map(({ name }) => name),
      currency: this.options.currency,
      idleMode,
      ...(!measured && { notMeasured: whyNothing }),
      total: measured ? sum(items) : null,
      idle: measured ? total.idle : null,
      unallocated: measured ? sum(items.filter(isUnallocated)) : null,
      items,
      ...(wanted.byDay && { series }),
      ...(previous && {
        previous: {
          ...toWindow(windows.previous),
          total: Object.values(previous).reduce((all, one) => all + one, 0),
        },
      }),
      assets: measured
        ? days.reduce((all, { data }) => all + data.assets, 0)
        : null,
    };
  }
}

function toStep(span: Span, data: CostData, options: SumOptions): CostStep {
  const one = new CostSum(options);
  one.add(data);
  const values = one.totals();
  return {
    ...toWindow(span),
    total: isNothing(data)
      ? null
      : Object.values(values).reduce((all, value) => all + value, 0),
    values,
  };
}

/** Whether an item is no one's: idle, or without a label. */
export const isNobodys = (item: CostItem) =>
  item.key === COST_IDLE || isUnallocated(item);
