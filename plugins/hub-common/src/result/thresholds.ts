import {
  isSubmetric,
  K6_BUILTIN_METRICS,
  K6Unit,
  parentMetric,
} from '../k6/metrics';
import {
  parseThresholdExpression,
  ThresholdExpression,
  ThresholdSyntaxError,
} from '../k6/threshold-expression';
import { K6SummaryMetric } from './k6-summary';
import { ResultMetric, ResultThreshold } from './types';

/** A metric as the result has it. */
export function toResultMetric(
  metric: K6SummaryMetric,
  step: string | undefined,
  noSamples: boolean,
): ResultMetric {
  return {
    name: metric.name,
    type: metric.type,
    unit: unitOf(metric),
    values: metric.values,
    ...(noSamples && { noSamples }),
    ...(isSubmetric(metric.name) && { parent: parentMetric(metric.name) }),
    ...(step !== undefined && { step }),
  };
}

function unitOf(metric: K6SummaryMetric): K6Unit {
  return (
    metric.unit ??
    K6_BUILTIN_METRICS.get(parentMetric(metric.name))?.unit ??
    (metric.type === 'counter' ? 'count' : '')
  );
}

/** A metric's thresholds, each with the value that k6 held against it. */
export function toResultThresholds(
  metric: K6SummaryMetric,
  step: string | undefined,
  noSamples: boolean,
): ResultThreshold[] {
  return metric.thresholds.map(({ expression, passed }) => ({
    metric: metric.name,
    expression,
    passed,
    ...measurement(metric, expression, noSamples),
    ...(noSamples && { noSamples }),
    ...(step !== undefined && { step }),
  }));
}

function measurement(
  metric: K6SummaryMetric,
  expression: string,
  noSamples: boolean,
): Pick<ResultThreshold, 'unit' | 'limit' | 'value' | 'margin'> {
  let parsed: ThresholdExpression;
  try {
    parsed = parseThresholdExpression(expression);
  } catch (error) {
    // k6 accepts a little more than we do; its verdict stands without a value.
    if (error instanceof ThresholdSyntaxError) {
      return { unit: unitOf(metric) };
    }
    throw error;
  }
  const value = noSamples ? undefined : measured(metric, parsed);
  // A counter's rate is per second, whatever the counter counts.
  const perSecond = metric.type === 'counter' && parsed.aggregation === 'rate';
  return {
    limit: parsed.limit,
    unit: perSecond ? '' : unitOf(metric),
    ...(value !== undefined && { value, ...margin(parsed, value) }),
  };
}

function measured(
  { values }: K6SummaryMetric,
  { aggregation, percentile }: ThresholdExpression,
): number | undefined {
  if (aggregation !== 'p') {
    return values[aggregation];
  }
  // k6 names the column as it was asked for: p(95), p(99.9).
  return percentile === 50
    ? values['p(50)'] ?? values.med
    : values[`p(${percentile})`];
}

/** Distance to the limit as a share of it; negative when it is crossed. */
function margin(
  { operator, limit }: ThresholdExpression,
  value: number,
): { margin?: number } {
  const distance = (limit - value) / Math.abs(limit);
  if (!Number.isFinite(distance)) {
    return {};
  }
  if (operator.startsWith('<')) {
    return { margin: distance };
  }
  return operator.startsWith('>') ? { margin: -distance } : {};
}
