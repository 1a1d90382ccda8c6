import { type ReactNode } from 'react';
import styles from './Table.module.css';

/** A plain table that scrolls in its place when the screen is narrow. */
export const Table = ({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: string[];
  /** The first cell names the row; the last one may be long. */
  rows: { key: string; cells: ReactNode[] }[];
}) => (
  // A place that scrolls must be reachable with the keyboard.
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {others.map((cell, index) => (
              <td
                key={columns[index + 1]}
                data-wide={index === others.length - 1 || undefined}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
