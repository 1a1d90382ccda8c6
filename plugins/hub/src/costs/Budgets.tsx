import { Skeleton } from '@backstage/ui';
import { BudgetBar, budgetWords } from '../components/BudgetBar';
import { EntityLink } from '../components/EntityLink';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { useBudgets } from '../state/catalogQueries';
import styles from './costs.module.css';

/** Each cost center's month against its budget, and how it is likely to end. */
export const Budgets = () => {
  const { data, error, refetch } = useBudgets();
  return (
    <Panel title="Budgets this month">
      {!data && error && (
        <Problem what="The budgets" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={64} />}
      {data && <SourceNotice source={data.source} error={error} />}
      <ul className={styles.budgets}>
        {data?.items.map(item => (
          <li key={item.costCenter}>
            <EntityLink entityRef={item.costCenter} defaultKind="group" />
            <span className={styles.quiet}>
              {budgetWords(item, data.currency)}
            </span>
            <BudgetBar item={item} currency={data.currency} />
          </li>
        ))}
      </ul>
    </Panel>
  );
};
