import { K6_BUILTIN_METRICS, metricTitle, parentMetric } from '../k6/metrics';
import {
  parseThresholdExpression,
  ThresholdExpression,
  ThresholdSyntaxError,
} from '../k6/threshold-expression';
import { formatLimit, formatValue } from './format';
import { ResultThreshold } from './types';

/** From so many times the limit on the share says nothing to anybody. */
const TIMES = 10;
const MOST_TIMES = 1000;
/** A smaller share beyond the limit is not worth a word. */
const LEAST_SHARE = 0.001;

const LIMITS: Record<string, string> = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
  '==': 'exactly',
  '===': 'exactly',
  '!=': 'other than',
};

type Described = Pick<
  ResultThreshold,
  'metric' | 'expression' | 'unit' | 'value' | 'noSamples' | 'step'
>;

function parse(expression: string): ThresholdExpression | undefined {
  try {
    return parseThresholdExpression(expression);
  } catch (error) {
    // k6 accepts a little more than we do; then its own text must do.
    if (error instanceof ThresholdSyntaxError) return undefined;
    throw error;
  }
}

/** 1st, 2nd, 95th, 99.9th. */
function ordinal(n: number): string {
  const suffix =
    n % 100 > 10 && n % 100 < 14
      ? 'th'
      : { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th';
  return `${n}${suffix}`;
}

function aggregate(
  { aggregation, percentile = 0 }: ThresholdExpression,
  metric: string,
): string | undefined {
  const type = K6_BUILTIN_METRICS.get(parentMetric(metric))?.type;
  switch (aggregation) {
    case 'p':
      return `${ordinal(percentile)} percentile`;
    case 'avg':
      return 'average';
    case 'med':
      return 'median';
    case 'min':
      return 'smallest';
    case 'max':
      return 'largest';
    case 'count':
      return 'in all';
    case 'rate':
      return type === 'counter' ? 'per second' : undefined;
    default:
      return undefined;
  }
}

/** What a threshold is about: `Response time, 95th percentile`. */
export function thresholdSubject({
  metric,
  expression,
  step,
}: Pick<Described, 'metric' | 'expression' | 'step'>): string {
  const parsed = parse(expression);
  return [
    metricTitle(metric),
    parsed ? aggregate(parsed, metric) : expression,
    step !== undefined && `in step ${step}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What a threshold asks for: `below 200 ms`. */
export function limitWords({
  expression,
  unit,
}: Pick<Described, 'expression' | 'unit'>): string {
  const parsed = parse(expression);
  return parsed
    ? `${LIMITS[parsed.operator]} ${formatLimit(parsed.limit, unit)}`
    : expression;
}

/**
 * How far what was measured is from the limit: `31.4 ms (15.7 %) above the limit
 * of 200 ms`, `44 times the limit of 5 ms`, `exactly the limit of 200 ms`.
 * Undefined when nothing was measured.
 */
export function distanceWords({
  expression,
  unit,
  value,
}: Described): string | undefined {
  const parsed = parse(expression);
  if (value === undefined || !parsed) return undefined;
  const { limit } = parsed;
  const of = `the limit of ${formatLimit(limit, unit)}`;
  const difference = value - limit;
  if (difference === 0) return `exactly ${of}`;
  const times = limit > 0 ? value / limit : 0;
  if (times >= TIMES) {
    return times > MOST_TIMES
      ? `more than ${formatValue(MOST_TIMES, '')} times ${of}`
      : `${formatValue(times, '')} times ${of}`;
  }
  const share = Math.abs(difference / limit);
  // A share of a share would be read as the share itself.
  const amount =
    unit === 'ratio'
      ? `${formatValue(Math.abs(difference), unit).replace(
          ' %',
          '',
        )} percentage points`
      : `${formatValue(Math.abs(difference), unit)}${
          Number.isFinite(share) && share >= LEAST_SHARE
            ? ` (${formatValue(share, 'ratio')})`
            : ''
        }`;
  return `${amount} ${difference > 0 ? 'above' : 'below'} ${of}`;
}

/**
 * A threshold with what came of it: `Response time, 95th percentile: 187 ms, must
 * be below 200 ms`; that nothing was measured, where that is so.
 */
export function describeThreshold(threshold: Described): string {
  const { value, unit, noSamples } = threshold;
  let measured = '';
  if (noSamples) measured = ' no samples,';
  else if (value !== undefined) measured = ` ${formatValue(value, unit)},`;
  return `${thresholdSubject(threshold)}:${measured} must be ${limitWords(
    threshold,
  )}`;
}

/**
 * `Response time, 95th percentile, was 231 ms: 31.4 ms (15.7 %) above the limit of 200 ms`;
 * that k6 crossed it without a sample, where that is so.
 */
export function crossedWords(threshold: Described): string {
  const { value, unit, noSamples } = threshold;
  if (noSamples) {
    return `${thresholdSubject(
      threshold,
    )}, has no samples, which k6 takes for 0: must be ${limitWords(threshold)}`;
  }
  const distance = distanceWords(threshold);
  return value === undefined || distance === undefined
    ? `${thresholdSubject(threshold)} was not ${limitWords(threshold)}`
    : `${thresholdSubject(threshold)}, was ${formatValue(
        value,
        unit,
      )}: ${distance}`;
}
