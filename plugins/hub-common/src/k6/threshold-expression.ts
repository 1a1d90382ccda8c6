/** Left side of a threshold: what is taken of a metric. */
export type K6Aggregation =
  | 'value'
  | 'count'
  | 'rate'
  | 'avg'
  | 'min'
  | 'med'
  | 'max'
  | 'p';

/** A parsed threshold such as `p(95)<200`. */
export interface ThresholdExpression {
  aggregation: K6Aggregation;
  /** For `p`: which percentile, 0 to 100. */
  percentile?: number;
  operator: string;
  limit: number;
}

/** Raised with a sentence that says what is wrong with an expression. */
export class ThresholdSyntaxError extends Error {}

// k6 takes the first of these that occurs with something behind it, so longer
// operators come before those that they contain.
const OPERATORS = ['<=', '<', '>=', '>', '===', '==', '!='];

const AGGREGATIONS: readonly string[] = [
  'value',
  'count',
  'rate',
  'avg',
  'min',
  'med',
  'max',
];

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Parses a threshold expression by the grammar of k6 1.8
 * (`aggregation operator number`). It refuses all that k6 refuses, and a few
 * things that k6 accepts without a use: `p` without a number, percentiles above
 * 100, and infinite, hexadecimal or not-a-number limits.
 *
 * @throws ThresholdSyntaxError
 */
export function parseThresholdExpression(source: string): ThresholdExpression {
  for (const operator of OPERATORS) {
    const at = source.indexOf(operator);
    const right = at < 0 ? '' : source.slice(at + operator.length);
    if (right !== '') {
      return {
        ...parseAggregation(source.slice(0, at).trim()),
        operator,
        limit: parseLimit(right.trim()),
      };
    }
  }
  throw new ThresholdSyntaxError(
    source.trim() === ''
      ? 'The threshold is empty.'
      : `“${source}” is no comparison: it needs one of ${OPERATORS.join(
          ', ',
        )} and a number behind it.`,
  );
}

function parseAggregation(
  text: string,
): Pick<ThresholdExpression, 'aggregation' | 'percentile'> {
  if (AGGREGATIONS.includes(text)) {
    return { aggregation: text as K6Aggregation };
  }
  if (text === 'p') {
    throw new ThresholdSyntaxError('“p” lacks its percentile, as in p(95).');
  }
  if (text.startsWith('p(') && text.endsWith(')')) {
    const inner = text.slice(2, -1);
    const percentile = Number(inner);
    if (!NUMBER.test(inner) || percentile < 0 || percentile > 100) {
      throw new ThresholdSyntaxError(
        `“${inner}” is no percentile: it must be a number from 0 to 100.`,
      );
    }
    return { aggregation: 'p', percentile };
  }
  throw new ThresholdSyntaxError(
    text === ''
      ? 'There is nothing on the left side of the comparison.'
      : `k6 does not know “${text}”: it knows ${AGGREGATIONS.join(
          ', ',
        )} and p(N).`,
  );
}

function parseLimit(text: string): number {
  if (!NUMBER.test(text)) {
    throw new ThresholdSyntaxError(
      `“${text}” is no number: the right side of the comparison must be one, without a unit.`,
    );
  }
  return Number(text);
}
