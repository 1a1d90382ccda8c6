import { type CostBudget } from '@illm-lab/plugin-hub-common';
import { money } from '../format/money';
import { type Status } from '../format/phase';
import { StatusTag } from './StatusTag';
import styles from './BudgetBar.module.css';

const STATES: Record<CostBudget['state'], Status | undefined> = {
  none: undefined,
  unknown: undefined,
  within: { word: 'Within budget', tone: 'good' },
  'at-risk': { word: 'Budget at risk', tone: 'waiting' },
  over: { word: 'Over budget', tone: 'bad' },
};

const NOT_KNOWN = 'not known what was spent';

/** How a budget stands, in words; undefined without one, or when it is not known. */
export const budgetStatus = ({ state }: Pick<CostBudget, 'state'>) =>
  STATES[state];

/** A month's spend against its budget in words. */
export function budgetWords(
  {
    spent,
    budget,
    projected,
  }: Pick<CostBudget, 'spent' | 'budget' | 'projected'>,
  currency: string,
): string {
  if (spent === null || projected === null) return NOT_KNOWN;
  const of = budget === undefined ? '' : ` of ${money(budget, currency)}`;
  return `${money(spent, currency)}${of}, ${money(
    projected,
    currency,
  )} expected by the end of the month`;
}

/** A month's spend as a bar to its budget, with the projection marked. */
export const BudgetBar = ({
  item,
  currency,
  showState = true,
}: {
  item: CostBudget;
  currency: string;
  showState?: boolean;
}) => {
  const { spent, budget, projected } = item;
  const status = budgetStatus(item);
  if (budget === undefined) {
    return <span className={styles.words}>no budget</span>;
  }
  // An empty bar would say that nothing was spent.
  if (spent === null || projected === null) {
    return (
      <span className={styles.words}>
        {`${NOT_KNOWN} of ${money(budget, currency)}`}
      </span>
    );
  }
  const full = Math.max(budget, spent, projected) || 1;
  const share = (amount: number) => `${(100 * amount) / full}%`;
  return (
    <span className={styles.budget}>
      <span
        role="img"
        aria-label={budgetWords(item, currency)}
        title={budgetWords(item, currency)}
        className={styles.bar}
        data-state={item.state}
      >
        <span className={styles.spent} style={{ width: share(spent) }} />
        <span className={styles.limit} style={{ left: share(budget) }} />
        <span className={styles.projected} style={{ left: share(projected) }} />
      </span>
      {showState && status && <StatusTag status={status} />}
    </span>
  );
};
