import { type ResultMetric } from '@illm-lab/plugin-hub-common';
import { bigNumbers } from './inShort';
import styles from './run.module.css';

/** The few figures that a run was made for. */
export const BigNumbers = ({ metrics }: { metrics: ResultMetric[] }) => {
  const numbers = bigNumbers(metrics);
  if (numbers.length === 0) return null;
  return (
    <dl className={styles.bigNumbers} aria-label="In short">
      {numbers.map(({ name, value, detail }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {detail && <small>{detail}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
};
