import { Cell, CellText, type ColumnConfig } from '@backstage/ui';
import { COST_IDLE, type CostItem } from '@illm-lab/plugin-hub-common';
import { money } from '../format/money';
import { dimensionName } from './drill';
import styles from './costs.module.css';
import { changeWords, share } from './words';

/** An item of a report as a row of the table. */
export type CostRow = CostItem & { id: string; currency: string };

/** Columns of the table of costs. */
export function costColumns({
  dimension,
  total,
  hrefOf,
  compare,
  shared,
  narrow,
}: {
  dimension: string;
  /** What the shares are of. */
  total: number | null;
  /** Where a row leads; nowhere for what has nothing in it. */
  hrefOf: (row: CostRow) => string | undefined;
  compare: boolean;
  /** Whether rows have their share of what was idle. */
  shared: boolean;
  narrow: boolean;
}): ColumnConfig<CostRow>[] {
  const amount = (
    id: 'cpu' | 'memory' | 'storage' | 'network' | 'idle',
    label: string,
    isHidden = narrow,
  ): ColumnConfig<CostRow> => ({
    id,
    label,
    isHidden,
    cell: ({ cost, currency }) => (
      <Cell>
        <span className={styles.amount}>{money(cost[id], currency)}</span>
      </Cell>
    ),
  });
  return [
    {
      id: 'name',
      label: dimensionName(dimension),
      isRowHeader: true,
      defaultWidth: '1.6fr',
      cell: row => <CellText title={row.name} href={hrefOf(row)} />,
    },
    {
      id: 'total',
      label: 'Cost',
      defaultWidth: '1.2fr',
      cell: ({ cost, currency }) => (
        <Cell>
          <span className={styles.amount}>{money(cost.total, currency)}</span>{' '}
          <span className={styles.quiet}>
            {total !== null && total > 0 && share(cost.total / total)}
          </span>
        </Cell>
      ),
    },
    {
      id: 'change',
      label: 'Change',
      isHidden: narrow || !compare,
      defaultWidth: '1.4fr',
      cell: ({ cost, previous, currency }) => (
        <CellText title={changeWords(cost.total, previous, currency) ?? '–'} />
      ),
    },
    amount('cpu', 'CPU'),
    amount('memory', 'Memory'),
    amount('storage', 'Storage'),
    amount('idle', 'Idle share', narrow || !shared),
    {
      id: 'efficiency',
      label: 'Used',
      isHidden: narrow,
      cell: ({ key, efficiency }) => (
        <CellText
          title={
            key === COST_IDLE || efficiency === undefined
              ? '–'
              : share(efficiency)
          }
        />
      ),
    },
  ];
}
