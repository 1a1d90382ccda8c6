import {
  type CostBudget,
  type CostCenter,
  type CostReport,
  type SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { useMemo } from 'react';
import {
  useBudgets,
  useCostCenters,
  useCostReport,
} from '../state/catalogQueries';

/** Experiments that are named of each cost center. */
const TOP = 3;

/** A cost center as a row; money is absent while it is not known. */
export interface CostCenterRow extends CostCenter {
  id: string;
  budget?: CostBudget;
  /** Spend by day of the last 30, oldest first. */
  trend?: number[];
  /** The most expensive experiments of the last 30 days. */
  top: { experiment: string; cost: number }[];
}

/**
 * Cost centers of the catalog beside their money. Each of the three cost answers
 * may be late or missing; then its figures are, and nothing else.
 */
export function useCostCenterRows() {
  const { data, error, refetch } = useCostCenters();
  const budgets = useBudgets();
  const days = useCostReport({
    window: '30d',
    aggregate: 'cost-center',
    step: 'day',
  });
  const experiments = useCostReport({
    window: '30d',
    aggregate: 'cost-center,experiment',
  });
  const rows = useMemo(
    () =>
      data?.items.map(
        (one): CostCenterRow => ({
          ...one,
          id: one.entityRef,
          budget: budgets.data?.items.find(
            ({ costCenter }) => costCenter === one.entityRef,
          ),
          trend: trendOf(days.data, one.name),
          top: topOf(experiments.data, one.name),
        }),
      ),
    [data, budgets.data, days.data, experiments.data],
  );
  const source: SourceStatus | undefined =
    budgets.data?.source ?? days.data?.source ?? experiments.data?.source;
  return {
    rows,
    error,
    refetch,
    /** Money is still being asked for. */
    pending: budgets.isPending && !budgets.error,
    currency: budgets.data?.currency ?? days.data?.currency ?? 'EUR',
    source,
    costsError: budgets.data ? null : budgets.error,
  };
}

function trendOf(report: CostReport | undefined, name: string) {
  // A day that was not measured is no day of nothing.
  return report?.series
    ?.filter(({ total }) => total !== null)
    .map(({ values }) => values[name] ?? 0);
}

function topOf(report: CostReport | undefined, name: string) {
  return (report?.items ?? [])
    .filter(
      ({ values }) =>
        values['cost-center'] === name &&
        values.experiment &&
        !values.experiment.startsWith('__'),
    )
    .map(({ values, cost }) => ({
      experiment: values.experiment,
      cost: cost.total,
    }))
    .sort((a, b) => b.cost - a.cost)
    .slice(0, TOP);
}
