/** Below this an amount is shown to significant digits instead of cents. */
const SMALL = 0.1;
/** Below this it is only said that there was something. */
const LEAST = 0.0001;

/**
 * An amount as people read it: `€12.40`, `€0.0023` where cents would show
 * nothing, and `<€0.0001`.
 *
 * @param currency - ISO 4217
 */
export function money(amount: number, currency: string): string {
  const small = amount !== 0 && Math.abs(amount) < SMALL;
  if (amount > 0 && amount < LEAST) return `<${money(LEAST, currency)}`;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    ...(small
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  }).format(amount);
}
