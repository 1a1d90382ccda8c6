import {
  type CostReport,
  type SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { useMemo } from 'react';
import { useCostReport } from './catalogQueries';

/** Money by the value of one label. */
export interface Spend {
  /** Nothing is known yet, and it is being asked. */
  pending: boolean;
  /** There are figures, maybe old ones; then the source says how old. */
  known: boolean;
  currency: string;
  source?: SourceStatus;
  /** Why nothing is known, where that is so. */
  notMeasured?: string;
  error: Error | null;
  /** What this value of the label cost; undefined while nothing is known. */
  of(value: string): number | undefined;
}

/** What {@link useSpend} shows before anything is known, which is nothing. */
const ANY_CURRENCY = 'EUR';

/**
 * What the last 30 days cost by a label. A slow or missing cost source leaves the
 * rest of the page alone: until there are figures there are none.
 */
export function useSpend(
  aggregate: 'team' | 'cost-center' | 'experiment',
): Spend {
  const { data, error } = useCostReport({ window: '30d', aggregate });
  return useMemo(() => spendOf(data, error), [data, error]);
}

function spendOf(report: CostReport | undefined, error: Error | null): Spend {
  const known = report !== undefined && report.total !== null;
  const totals = new Map(
    report?.items.map(({ key, cost }) => [key, cost.total]),
  );
  return {
    pending: !report && !error,
    known,
    currency: report?.currency ?? ANY_CURRENCY,
    source: report?.source,
    notMeasured: report?.notMeasured,
    error: report ? null : error,
    of: value => (known ? totals.get(value) ?? 0 : undefined),
  };
}
