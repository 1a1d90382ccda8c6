import { type ResultMetric } from '@illm-lab/plugin-hub-common';
import { metricTables } from './metricTables';
import { ScrollRegion } from './ScrollRegion';
import styles from './run.module.css';

/** Every metric that k6 measured: times and sizes, then counts, shares and gauges. */
export const MetricsTables = ({ metrics }: { metrics: ResultMetric[] }) => (
  <>
    {metricTables(metrics).map(({ caption, columns, rows }) => (
      <ScrollRegion label={caption} key={caption}>
        <table className={styles.table}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              {columns.map(column => (
                <th scope="col" key={column} className={styles.number}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, title, cells }) => (
              <tr key={title}>
                <th scope="row">
                  {title}
                  {title !== name && (
                    <>
                      {' '}
                      <code className={styles.quiet}>{name}</code>
                    </>
                  )}
                </th>
                {cells.map((cell, index) => (
                  <td key={columns[index]} className={styles.number}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    ))}
  </>
);
