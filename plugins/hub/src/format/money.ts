/** Below this an amount is shown to significant digits instead of cents. */
const SMALL = 0.1;

/**
 * An amount as people read it: `€12.40`, and `€0.0023` where cents would show
 * nothing.
 *
 * @param currency - ISO 4217
 */
export function money(amount: number, currency: string): string {
  const small = amount !== 0 && Math.abs(amount) < SMALL;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    ...(small
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  }).format(amount);
}
