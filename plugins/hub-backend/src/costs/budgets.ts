import { CostBudget } from '@illm-lab/plugin-hub-common';
import { HOUR, Span } from './windows';

/** A cost center as the catalog has it. */
export interface CostCenter {
  entityRef: string;
  name: string;
  title: string;
  /** For one month; absent when none is set or it is no amount. */
  budget?: number;
}

/** What the projection goes by. */
export interface Spending {
  /** Since the month began. */
  spent: number;
  /** In the days before now that the projection goes by. */
  recent: number;
}

/**
 * What will be spent by the end of the month, if it goes on as in the last days:
 *
 *   spent + recent ÷ hours of `recentSpan` × hours left of the month
 *
 * A run-rate forecast, as AWS Budgets and Azure Cost Management call it: it needs
 * no more than the figures, and everybody can work it out again. The days reach
 * back into the month before, so that the first of a month is no wild guess.
 */
export function project(
  { spent, recent }: Spending,
  recentSpan: Span,
  monthEnd: number,
): number {
  const hours = (recentSpan.to - recentSpan.from) / HOUR;
  const left = Math.max(0, (monthEnd - recentSpan.to) / HOUR);
  return spent + (recent / hours) * left;
}

/**
 * How a cost center's month stands.
 *
 * @param money - null when it was not measured
 */
export function toBudget(
  { entityRef, name, title, budget }: CostCenter,
  money: { spent: number; projected: number } | null,
): CostBudget {
  return {
    costCenter: entityRef,
    name,
    title,
    ...(budget !== undefined && { budget }),
    spent: money?.spent ?? null,
    projected: money?.projected ?? null,
    state: stateOf(money, budget),
  };
}

function stateOf(
  money: { spent: number; projected: number } | null,
  budget: number | undefined,
): CostBudget['state'] {
  if (budget === undefined) return 'none';
  if (money === null) return 'unknown';
  const { spent, projected } = money;
  if (spent > budget) return 'over';
  return projected > budget ? 'at-risk' : 'within';
}
