import { type CostReport } from '@illm-lab/plugin-hub-common';
import { ParentSize } from '@visx/responsive';
import { useMemo } from 'react';
import { StackedBars } from '../components/StackedBars';
import { money } from '../format/money';
import styles from './costs.module.css';
import { toStack } from './stack';

const HEIGHT = 240;

/** `23 Nov` of a day of UTC. */
const dayName = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });

/** What each day cost and who it was, as bars and, word for word, as a table. */
export const CostChart = ({ report }: { report: CostReport }) => {
  const { parts, bars } = useMemo(() => toStack(report), [report]);
  const { currency } = report;
  const highest = bars.reduce(
    (most, { day, total }) =>
      total !== null && total > most.total ? { day, total } : most,
    { day: '', total: 0 },
  );
  if (bars.length === 0 || highest.total === 0) {
    return <p className={styles.quiet}>Nothing cost anything on these days.</p>;
  }
  const summary = `Cost of ${bars.length} days; the highest is ${money(
    highest.total,
    currency,
  )} on ${dayName(highest.day)}.`;
  return (
    <figure className={styles.chart}>
      <div className={styles.plot}>
        <ParentSize debounceTime={50}>
          {({ width }) => (
            <StackedBars
              label={summary}
              width={width}
              height={HEIGHT}
              parts={parts}
              bars={bars.map(({ day, values }) => ({
                id: day,
                name: dayName(day),
                values,
              }))}
              format={value => money(value, currency)}
            />
          )}
        </ParentSize>
      </div>
      <details>
        <summary>The same as a table</summary>
        <div className={styles.scroll}>
          <table>
            <caption>{summary}</caption>
            <thead>
              <tr>
                <th scope="col">Day</th>
                {parts.map(({ key, name }) => (
                  <th key={key} scope="col">
                    {name}
                  </th>
                ))}
                <th scope="col">Total</th>
              </tr>
            </thead>
            <tbody>
              {bars.map(({ day, total, values }) => (
                <tr key={day}>
                  <th scope="row">{dayName(day)}</th>
                  {parts.map(({ key }) => (
                    <td key={key}>
                      {total === null ? '–' : money(values[key], currency)}
                    </td>
                  ))}
                  <td>
                    {total === null ? 'not measured' : money(total, currency)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
};
