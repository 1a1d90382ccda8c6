import { ScalarTag } from 'yaml';

/** As Go's yaml.v2 (`resolve.go`), by which Kubernetes and Argo read YAML. */
const BOOLS: Record<string, boolean> = Object.fromEntries([
  ...'y Y yes Yes YES true True TRUE on On ON'
    .split(' ')
    .map(word => [word, true]),
  ...'n N no No NO false False FALSE off Off OFF'
    .split(' ')
    .map(word => [word, false]),
]);
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** Go's `ParseInt` with base 0, underscores taken out before. */
const INT =
  /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const UNITS_64 = 2n ** 64n;
const UNITS_63 = 2n ** 63n;

function int(text: string): bigint | undefined {
  const [, sign, digits] = INT.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const value = BigInt(digits.replace(/^0(?=[0-7]+$)/, '0o'));
  const signed = sign === '-' ? -value : value;
  return signed >= -UNITS_63 && signed < (sign ? UNITS_63 : UNITS_64)
    ? signed
    : undefined;
}

/** A number that is unquoted; undefined when Go has a text. */
function number(text: string): number | string | undefined {
  // A lone dot and what begins with one has no underscores.
  const plain = text.startsWith('.') ? text : text.replace(/_/g, '');
  if (text.startsWith('_')) return undefined;
  const whole = int(plain);
  if (whole !== undefined) {
    const value = Number(whole);
    // Beyond what a number can hold here, its digits are kept as they are.
    return Number.isSafeInteger(value) ? value : String(whole);
  }
  const float = FLOAT.test(plain) ? Number(plain) : NaN;
  return Number.isFinite(float) ? float : undefined;
}

const tag = (name: string) => `tag:yaml.org,2002:${name}`;

/** `test` of a tag is a pattern; this is one that asks a function. */
const asked = (ask: (text: string) => boolean): RegExp =>
  Object.assign(/^/, { test: ask });

const empty: ScalarTag = {
  tag: tag('null'),
  default: true,
  test: /^(~|null|Null|NULL)?$/,
  resolve: () => null,
};
const bool: ScalarTag = {
  tag: tag('bool'),
  default: true,
  test: asked(text => Object.hasOwn(BOOLS, text)),
  resolve: text => BOOLS[text],
};
const numeric = (name: 'int' | 'float'): ScalarTag => ({
  tag: tag(name),
  default: name === 'int',
  test: asked(text => number(text) !== undefined),
  resolve: number,
});
/** JSON, as which Kubernetes takes an object, has no such number. */
const unbounded: ScalarTag = {
  tag: tag('float'),
  default: true,
  test: /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/,
  resolve: (text, onError) => {
    onError(
      `${text} is a number that JSON can't hold; quote it to mean a text`,
    );
    return text;
  },
};

/** What an unquoted word of YAML is to Go. */
export const GO_SCALARS: ScalarTag[] = [
  empty,
  bool,
  unbounded,
  numeric('int'),
  numeric('float'),
];
