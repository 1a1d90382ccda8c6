const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const UNIT_AT = DECIMAL.indexOf('');
const QUANTITY = /^([+-]?\d*\.?\d+|[+-]?\d+\.)([eE][+-]?\d+)?([a-zA-Z]*)$/;

function factorOf(suffix: string): number {
  if (BINARY.includes(suffix)) return 1024 ** BINARY.indexOf(suffix);
  return DECIMAL.includes(suffix)
    ? 1000 ** (DECIMAL.indexOf(suffix) - UNIT_AT)
    : NaN;
}

/**
 * A Kubernetes quantity such as `1.5Gi` or `250m` as a number; null when there
 * is none or it is none. The client library's own reads whole numbers only.
 */
export function amount(quantity: string | undefined): number | null {
  const [, digits, exponent = '', suffix] = quantity?.match(QUANTITY) ?? [];
  if (digits === undefined) return null;
  const value = Number(`${digits}${exponent}`) * factorOf(suffix);
  return Number.isNaN(value) ? null : value;
}
