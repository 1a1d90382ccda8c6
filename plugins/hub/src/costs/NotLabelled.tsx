import { Text } from '@backstage/ui';
import { type CostReport } from '@illm-lab/plugin-hub-common';
import { Panel } from '../components/Panel';
import { money } from '../format/money';
import styles from './costs.module.css';

/** Whose place it is to put a label on, as a sentence. */
const whoShould = (label: string, namespaces: string[]) =>
  `Who owns what runs in ${namespaces.join(
    ', ',
  )} should set the label ${label} on the workload or on its namespace.`;

/** What no one answers for, and who should say whose it is. */
export const NotLabelled = ({ report }: { report: CostReport }) => {
  const { items, currency, unallocated } = report;
  const missing = items.flatMap(({ missing: labels = [] }) => labels);
  if (missing.length === 0 || unallocated === null) {
    return (
      <Panel title="Not labelled">
        <p className={styles.quiet}>Everything here carries its label.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Not labelled">
      <p>{`${money(unallocated, currency)} belong to nobody.`}</p>
      {missing.map(({ label, workloads, count }) => (
        <section key={label} className={styles.missing}>
          <Text as="p">
            {whoShould(
              label,
              [...new Set(workloads.map(({ namespace }) => namespace))].sort(),
            )}
          </Text>
          <ul className={styles.workloads}>
            {workloads.map(({ namespace, kind, name, cost }) => (
              <li key={`${namespace}/${kind}/${name}`}>
                <span className={styles.amount}>{money(cost, currency)}</span>{' '}
                {kind} {name}{' '}
                <span className={styles.quiet}>in {namespace}</span>
              </li>
            ))}
            {count > workloads.length && (
              <li className={styles.quiet}>
                and {count - workloads.length} more that cost less
              </li>
            )}
          </ul>
        </section>
      ))}
    </Panel>
  );
};
