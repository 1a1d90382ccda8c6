import {
  Cell,
  CellText,
  type ColumnConfig,
  Link,
  Skeleton,
} from '@backstage/ui';
import { BudgetBar } from '../components/BudgetBar';
import { EntityLinks } from '../components/EntityLinks';
import { Sparkline } from '../components/Sparkline';
import { runsWords } from '../format/counts';
import { money } from '../format/money';
import { type CostCenterRow } from './useCostCenterRows';

/** What each column is sorted by. */
export const costCenterValues = {
  name: ({ title }: CostCenterRow) => title,
  teams: ({ teams }: CostCenterRow) => teams.length,
  runs: ({ runs }: CostCenterRow) => runs.total,
  spend: ({ budget }: CostCenterRow) => budget?.spent ?? undefined,
  budget: ({ budget }: CostCenterRow) =>
    budget?.budget && budget.spent !== null
      ? budget.spent / budget.budget
      : undefined,
};

/** Columns of the table of cost centers. */
export function costCenterColumns({
  currency,
  pending,
  entityHref,
  experimentHref,
  narrow,
}: {
  currency: string;
  /** The money is still being asked for. */
  pending: boolean;
  entityHref: (ref: string) => string | undefined;
  experimentHref: (name: string) => string | undefined;
  narrow: boolean;
}): ColumnConfig<CostCenterRow>[] {
  const unknown = pending ? (
    <Skeleton width={56} height={16} />
  ) : (
    <span title="Not known now">–</span>
  );
  return [
    {
      id: 'name',
      label: 'Cost center',
      isRowHeader: true,
      isSortable: true,
      defaultWidth: narrow ? '2fr' : '1.6fr',
      cell: ({ title, description, entityRef }) => (
        <CellText
          title={title}
          description={(!narrow && description) || undefined}
          href={entityHref(entityRef)}
        />
      ),
    },
    {
      id: 'teams',
      label: 'Teams',
      isSortable: true,
      minWidth: 96,
      isHidden: narrow,
      defaultWidth: '1.1fr',
      cell: ({ teams }) => (
        <Cell>
          <span>
            <EntityLinks refs={teams} defaultKind="group" />
          </span>
        </Cell>
      ),
    },
    {
      id: 'runs',
      label: 'Runs, 30 d',
      isSortable: true,
      minWidth: 116,
      isHidden: narrow,
      defaultWidth: '0.9fr',
      cell: ({ runs }) => <CellText title={runsWords(runs)} />,
    },
    {
      id: 'spend',
      label: narrow ? 'Month' : 'This month',
      isSortable: true,
      minWidth: narrow ? 92 : 116,
      defaultWidth: '0.9fr',
      cell: ({ budget }) => (
        <Cell>
          {budget && budget.spent !== null
            ? money(budget.spent, currency)
            : unknown}
        </Cell>
      ),
    },
    {
      id: 'budget',
      label: 'Budget',
      isSortable: true,
      defaultWidth: narrow ? '1fr' : '2fr',
      minWidth: 104,
      cell: ({ budget }) => (
        <Cell>
          {budget ? (
            <BudgetBar item={budget} currency={currency} showState={!narrow} />
          ) : (
            unknown
          )}
        </Cell>
      ),
    },
    {
      id: 'trend',
      label: 'Last 30 days',
      minWidth: 124,
      isHidden: narrow,
      defaultWidth: '1.1fr',
      cell: ({ title, trend }) => (
        <Cell>
          {trend && trend.length > 0 ? (
            <Sparkline
              values={trend}
              min={0}
              label={`Spend of ${title} by day, ${money(
                trend[trend.length - 1],
                currency,
              )} on the last`}
            />
          ) : (
            unknown
          )}
        </Cell>
      ),
    },
    {
      id: 'top',
      label: 'Top experiments',
      isHidden: narrow,
      defaultWidth: '1.6fr',
      cell: ({ top }) => (
        <Cell>
          <span>
            {top.length === 0 && '–'}
            {top.map(({ experiment, cost }, index) => (
              <span key={experiment}>
                {index > 0 && ', '}
                <Link href={experimentHref(experiment)}>{experiment}</Link>{' '}
                {money(cost, currency)}
              </span>
            ))}
          </span>
        </Cell>
      ),
    },
  ];
}
