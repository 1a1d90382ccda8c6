import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Skeleton } from '@backstage/ui';
import { BudgetBar, budgetWords } from '../components/BudgetBar';
import { EntityLinks } from '../components/EntityLinks';
import { Facts, FactsCard } from '../components/Facts';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { Sparkline } from '../components/Sparkline';
import { runsWords } from '../format/counts';
import { money } from '../format/money';
import { useCostCenterRows } from './useCostCenterRows';

/** The row of the page Cost centers, as a card on the cost center's own page. */
export const CostCenterFactsCard = () => {
  const ref = stringifyEntityRef(useEntity().entity);
  const { rows, error, refetch, currency, source, costsError } =
    useCostCenterRows();
  const row = rows?.find(({ entityRef }) => entityRef === ref);
  return (
    <FactsCard title="Budget and spend">
      {error && !rows && (
        <Problem what="The cost center" error={error} onRetry={refetch} />
      )}
      {!rows && !error && <Skeleton height={96} />}
      {row && (
        <>
          <SourceNotice source={source} error={costsError} what="Spend" />
          {row.budget && (
            <>
              <p style={{ margin: '0 0 4px' }}>
                {budgetWords(row.budget, currency)}
              </p>
              <BudgetBar item={row.budget} currency={currency} />
            </>
          )}
          <Facts
            items={[
              {
                name: 'Teams',
                value: <EntityLinks refs={row.teams} defaultKind="group" />,
              },
              { name: 'Runs, 30 days', value: runsWords(row.runs) },
              {
                name: 'Top experiments, 30 days',
                value:
                  row.top
                    .map(
                      ({ experiment, cost }) =>
                        `${experiment} ${money(cost, currency)}`,
                    )
                    .join(', ') || '–',
              },
              {
                name: 'Spend by day',
                value: row.trend ? (
                  <Sparkline
                    values={row.trend}
                    min={0}
                    label={`Spend of ${row.title} by day over 30 days`}
                  />
                ) : (
                  '–'
                ),
              },
            ]}
          />
        </>
      )}
    </FactsCard>
  );
};
