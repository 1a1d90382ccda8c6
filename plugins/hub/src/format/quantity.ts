import { formatValue, type ResultMetric } from '@illm-lab/plugin-hub-common';

type Unit = ResultMetric['unit'];

/** A share of 1 in percent, three significant digits: `1.23 %`. */
export function percent(share: number): string {
  return `${formatValue(share * 100, '')} %`;
}

/** A measured value with its unit; shares in percent. */
export function quantity(value: number, unit: Unit): string {
  return unit === 'ratio' ? percent(value) : formatValue(value, unit);
}

/** How far a threshold is from being crossed, or by how much it is. */
export function marginWords(margin: number | undefined): string {
  if (margin === undefined || !Number.isFinite(margin)) return '–';
  return margin >= 0
    ? `${percent(margin)} to spare`
    : `${percent(-margin)} beyond`;
}
