import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { Panel } from '../../components/Panel';
import { StatusIcon } from '../../components/StatusTag';
import { costCentersRouteRef, hubRouteRef } from '../../routes';
import {
  useBudgets,
  useServiceList,
  useUnwellNodes,
} from '../../state/catalogQueries';
import {
  budgetsAttention,
  nodesAttention,
  servicesAttention,
} from './attention';
import styles from './dashboard.module.css';

/**
 * What a person should look at, worst first; not there when there is nothing. A
 * source that does not answer is said by its own figure above.
 */
export const NeedsAttention = () => {
  const hub = useRouteRef(hubRouteRef)?.() ?? '';
  const costCenters = useRouteRef(costCentersRouteRef)?.() ?? '';
  const services = useServiceList().data;
  const nodes = useUnwellNodes().data;
  const budgets = useBudgets().data;
  const items = [
    ...servicesAttention(services, hub),
    ...nodesAttention(nodes, hub),
    ...budgetsAttention(budgets, costCenters),
  ].sort((a, b) => Number(b.tone === 'bad') - Number(a.tone === 'bad'));
  if (items.length === 0) return null;
  return (
    <Panel title="Needs attention">
      <ul className={styles.rows}>
        {items.map(({ key, subject, sentence, tone, href }) => (
          <li key={key}>
            <StatusIcon tone={tone} />
            <span className={styles.name}>
              <Link href={href}>{subject}</Link>
            </span>
            <span className={styles.message}>{sentence}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
