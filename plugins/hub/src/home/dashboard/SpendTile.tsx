import { type CostBudgets } from '@illm-lab/plugin-hub-common';
import { BudgetBar } from '../../components/BudgetBar';
import { SourceNotice } from '../../components/SourceNotice';
import { money } from '../../format/money';
import { useBudgets } from '../../state/catalogQueries';
import { TileFigure } from './Tile';

/** What all cost centers spent since the month began, against their budgets. */
export const SpendTile = () => {
  const { data, error, isPending } = useBudgets();
  const total = data && totalOf(data);
  return (
    <>
      <TileFigure
        pending={isPending && !error}
        figure={total && data ? money(total.spent, data.currency) : '–'}
        words={
          total && data
            ? [
                total.budget !== undefined &&
                  `of ${money(total.budget, data.currency)}`,
                `${money(total.projected, data.currency)} expected`,
              ]
                .filter(Boolean)
                .join(' · ')
            : data?.notMeasured ?? 'not known now'
        }
      />
      {total?.budget !== undefined && data && (
        <BudgetBar item={total} currency={data.currency} showState={false} />
      )}
      <SourceNotice
        source={data?.notMeasured ? undefined : data?.source}
        error={data ? null : error}
        what="Spend"
      />
    </>
  );
};

/**
 * All cost centers as one; only those with a budget count for the budget. Undefined
 * while it is not known what was spent.
 */
function totalOf({ items, notMeasured }: CostBudgets) {
  if (notMeasured !== undefined) return undefined;
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const granted = items.flatMap(({ budget }) => budget ?? []);
  const budget = granted.length > 0 ? sum(granted) : undefined;
  const spent = sum(items.flatMap(one => one.spent ?? []));
  const projected = sum(items.flatMap(one => one.projected ?? []));
  return {
    costCenter: '',
    name: '',
    title: 'All cost centers',
    spent,
    projected,
    budget,
    state: stateOf(spent, projected, budget),
  };
}

function stateOf(spent: number, projected: number, budget?: number) {
  if (budget === undefined) return 'none' as const;
  if (spent > budget) return 'over' as const;
  return projected > budget ? ('at-risk' as const) : ('within' as const);
}
