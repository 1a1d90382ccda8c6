import {
  formatValue,
  limitWords,
  type ResultThreshold,
  thresholdSubject,
} from '@illm-lab/plugin-hub-common';
import { StatusTag } from '../components/StatusTag';
import { type Status } from '../format/phase';
import { ScrollRegion } from './ScrollRegion';
import { ThresholdBar } from './ThresholdBar';
import styles from './run.module.css';

function statusOf({ passed, noSamples }: ResultThreshold): Status {
  // k6 says that it holds; that it measured nothing is what one must know.
  if (noSamples && passed) return { word: 'No samples', tone: 'waiting' };
  if (noSamples) return { word: 'Crossed without samples', tone: 'bad' };
  return passed
    ? { word: 'Held', tone: 'good' }
    : { word: 'Crossed', tone: 'bad' };
}

function measured({ noSamples, value, unit }: ResultThreshold): string {
  if (noSamples) return 'nothing';
  return value === undefined ? '–' : formatValue(value, unit);
}

/** Each threshold with its limit, what was measured, and how far they are apart. */
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
            Limit
          </th>
          <th scope="col" className={styles.number}>
            Measured
          </th>
          <th scope="col">Distance</th>
        </tr>
      </thead>
      <tbody>
        {thresholds.map(threshold => {
          const { metric, expression, step } = threshold;
          return (
            <tr key={`${step ?? ''} ${metric} ${expression}`}>
              <th scope="row">
                {thresholdSubject(threshold)}
                <br />
                <code className={styles.quiet}>
                  {metric}: {expression}
                </code>
              </th>
              <td>
                <StatusTag status={statusOf(threshold)} />
              </td>
              <td className={styles.number}>{limitWords(threshold)}</td>
              <td className={styles.number}>{measured(threshold)}</td>
              <td>
                <ThresholdBar threshold={threshold} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </ScrollRegion>
);
