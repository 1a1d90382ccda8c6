import { type ResultThreshold } from '@illm-lab/plugin-hub-common';
import { StatusTag } from '../components/StatusTag';
import { marginWords, quantity } from '../format/quantity';
import { ScrollRegion } from './ScrollRegion';
import styles from './run.module.css';

/** Each threshold with what was measured and how much there was to spare. */
export const ThresholdsTable = ({
  thresholds,
}: {
  thresholds: ResultThreshold[];
}) => (
  <ScrollRegion label="Thresholds">
    <table className={styles.table}>
      <caption>Thresholds</caption>
      <thead>
        <tr>
          <th scope="col">Threshold</th>
          <th scope="col">Verdict</th>
          <th scope="col" className={styles.number}>
            Measured
          </th>
          <th scope="col" className={styles.number}>
            Margin
          </th>
        </tr>
      </thead>
      <tbody>
        {thresholds.map(({ metric, expression, step, ...threshold }) => (
          <tr key={`${step ?? ''} ${metric} ${expression}`}>
            <th scope="row">
              <code>{expression}</code> of {metric}
              {step && ` (step ${step})`}
            </th>
            <td>
              <StatusTag
                status={
                  threshold.passed
                    ? { word: 'Held', tone: 'good' }
                    : { word: 'Crossed', tone: 'bad' }
                }
              />
            </td>
            <td className={styles.number}>
              {threshold.value === undefined
                ? '–'
                : quantity(threshold.value, threshold.unit)}
            </td>
            <td className={styles.number}>{marginWords(threshold.margin)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollRegion>
);
