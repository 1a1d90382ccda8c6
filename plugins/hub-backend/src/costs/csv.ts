import { CostItem, CostReport } from '@illm-lab/plugin-hub-common';

const PARTS = [
  'cpu',
  'memory',
  'storage',
  'network',
  'loadBalancer',
  'idle',
  'total',
] as const;

/** Spreadsheets take a cell that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell as RFC 4180 has it; text that a spreadsheet would run is defused. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (cells: Array<string | number | undefined>) =>
  `${cells.map(cell).join(',')}\r\n`;

/**
 * A report as comma-separated values with a first line of names: a line for each
 * item, or, when the report has days, for each item and day. Amounts are
 * unrounded, in the currency that the column names.
 */
export function toCsv(report: CostReport): string {
  const { aggregate, currency, items, series, window } = report;
  const labels = (item: CostItem) => [
    item.key,
    ...aggregate.map(name => item.values[name]),
  ];
  const heads = ['from', 'to', 'item', ...aggregate];
  if (series) {
    const byKey = new Map(items.map(item => [item.key, item]));
    return [
      line([...heads, `total ${currency}`]),
      ...series.flatMap(({ from, to, values }) =>
        Object.entries(values).flatMap(([key, amount]) => {
          const item = byKey.get(key);
          return item ? line([from, to, ...labels(item), amount]) : [];
        }),
      ),
    ].join('');
  }
  return [
    line([
      ...heads,
      ...PARTS.map(part => `${part} ${currency}`),
      `previous ${currency}`,
    ]),
    ...items.map(item =>
      line([
        window.from,
        window.to,
        ...labels(item),
        ...PARTS.map(part => item.cost[part]),
        item.previous,
      ]),
    ),
  ].join('');
}
