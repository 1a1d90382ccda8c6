/**
 * A measured value in words: three significant digits, with its unit.
 * `formatValue(231.4, 'ms')` is `231 ms`.
 *
 * @param unit - ms, bytes, ratio, count, or empty
 */
export function formatValue(value: number, unit: string): string {
  const scaled = scale(value, unit);
  const digits = new Intl.NumberFormat(
    'en',
    Math.abs(scaled.value) >= 1000
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 },
  ).format(scaled.value);
  return scaled.unit ? `${digits} ${scaled.unit}` : digits;
}

function scale(value: number, unit: string): { value: number; unit: string } {
  if (unit === 'bytes') {
    const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
    const step = Math.min(
      steps.length - 1,
      Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1) / 3)),
    );
    return { value: value / 1000 ** step, unit: steps[step] };
  }
  // Shares and counts are written in thresholds as bare numbers; so are they here.
  return { value, unit: unit === 'ms' ? 'ms' : '' };
}
