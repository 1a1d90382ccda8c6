/** What is smaller is noise, and said to be no more than this. */
const LEAST = { ms: 0.01, percent: 0.01 };

/**
 * A measured value in words: three significant digits, with its unit, and no noise.
 * `formatValue(231.4, 'ms')` is `231 ms`, `formatValue(0.0021, 'ratio')` is `0.21 %`.
 *
 * @param unit - ms, bytes, ratio, count, or empty
 */
export function formatValue(value: number, unit: string): string {
  switch (unit) {
    case 'bytes':
      return bytes(value);
    case 'ratio':
      return `${atLeast(value * 100, LEAST.percent)} %`;
    case 'ms':
      return `${atLeast(value, LEAST.ms)} ms`;
    default:
      return digits(value);
  }
}

/**
 * A limit in words, with each digit that somebody has typed: none of them is noise.
 * `formatLimit(0.001, 'ms')` is `0.001 ms`, `formatLimit(0.0005, 'ratio')` is `0.05 %`.
 *
 * @param unit - as of {@link formatValue}
 */
export function formatLimit(limit: number, unit: string): string {
  switch (unit) {
    case 'bytes':
      return bytes(limit);
    case 'ratio':
      return `${typed(limit * 100)} %`;
    case 'ms':
      return `${typed(limit)} ms`;
    default:
      return typed(limit);
  }
}

/** Without what a computer adds to 0.07 * 100. */
function typed(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 12 }).format(
    value,
  );
}

/** A share of 1 in percent: `1.23 %`. */
export const percent = (share: number) => formatValue(share, 'ratio');

function atLeast(value: number, least: number): string {
  return value !== 0 && Math.abs(value) < least
    ? `< ${least}`
    : digits(value < 1 && value > 0 ? Number(value.toFixed(2)) : value);
}

function digits(value: number): string {
  return new Intl.NumberFormat(
    'en',
    Math.abs(value) >= 1000
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 },
  ).format(value);
}

function bytes(value: number): string {
  const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(
    steps.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1) / 3)),
  );
  return `${digits(value / 1000 ** step)} ${steps[step]}`;
}
