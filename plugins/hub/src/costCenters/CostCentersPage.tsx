import { Container, Skeleton } from '@backstage/ui';
import { PageSentence } from '../components/PageSentence';
import { PageNotices } from '../components/PageNotices';
import { plural } from '../format/counts';
import { money } from '../format/money';
import { CostCentersTable } from './CostCentersTable';
import { type CostCenterRow, useCostCenterRows } from './useCostCenterRows';

/** All cost centers: whom they pay for, what was spent and what was granted. */
export const CostCentersPage = () => {
  const { rows, currency } = useCostCenterRows();
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      <PageSentence>
        {rows ? sentence(rows, currency) : <Skeleton width={320} height={28} />}
      </PageSentence>
      <CostCentersTable />
    </Container>
  );
};

function sentence(rows: CostCenterRow[], currency: string): string {
  const known = rows.flatMap(({ budget }) =>
    budget && budget.spent !== null ? budget : [],
  );
  const sum = (
    of: (one: (typeof known)[number]) => number | null | undefined,
  ) => known.reduce((total, one) => total + (of(one) ?? 0), 0);
  const over = known.filter(({ state }) => state === 'over').length;
  const atRisk = known.filter(({ state }) => state === 'at-risk').length;
  const granted = sum(({ budget }) => budget);
  return [
    plural(rows.length, 'cost center'),
    known.length > 0 &&
      `${money(
        sum(({ spent }) => spent),
        currency,
      )}${
        granted > 0 ? ` of ${money(granted, currency)}` : ''
      } spent this month`,
    over > 0 && `${over} over budget`,
    atRisk > 0 && `${atRisk} at risk`,
  ]
    .filter(Boolean)
    .join(' · ');
}
