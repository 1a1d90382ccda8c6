import { formatValue, type ResultMetric } from '@illm-lab/plugin-hub-common';

type Unit = ResultMetric['unit'];

/** A share of 1 in percent, three significant digits: `1.23 %`. */
export function percent(share: number): string {
  return `${formatValue(share * 100, '')} %`;
}

/** A time that is shorter than this is a clock's noise, in ms. */
const NOISE_MS = 0.01;

/** A measured value with its unit; shares in percent, noise as such. */
export function quantity(value: number, unit: Unit): string {
  if (unit === 'ms' && value > 0 && value < NOISE_MS) {
    return `< ${formatValue(NOISE_MS, unit)}`;
  }
  return unit === 'ratio' ? percent(value) : formatValue(value, unit);
}

/** How far a threshold is from being crossed, or by how much it is. */
export function marginWords(margin: number | undefined): string {
  if (margin === undefined || !Number.isFinite(margin)) return '–';
  return margin >= 0
    ? `${percent(margin)} to spare`
    : `${percent(-margin)} beyond`;
}
