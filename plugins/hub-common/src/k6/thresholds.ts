import { Issue } from '../issue';
import { K6MetricType, K6_BUILTIN_METRICS, parentMetric } from './metrics';
import {
  K6Aggregation,
  ThresholdSyntaxError,
  parseThresholdExpression,
} from './threshold-expression';

/** Aggregations that a threshold may use, by the metric's type. */
export const K6_AGGREGATIONS: Record<K6MetricType, readonly K6Aggregation[]> = {
  counter: ['count', 'rate'],
  gauge: ['value'],
  rate: ['rate'],
  trend: ['avg', 'min', 'max', 'med', 'p'],
};

/** One threshold: a metric (or submetric) and the expression it must meet. */
export interface ThresholdInput {
  metric: string;
  expression: string;
}

const EXAMPLES: Record<K6MetricType, string> = {
  counter: 'count>100 or rate>10',
  gauge: 'value<100',
  rate: 'rate<0.01',
  trend: 'p(95)<200 or avg<100',
};

/**
 * Says what k6 would reject about a threshold: the name of the metric, the
 * grammar of the expression, or an aggregation that this kind of metric lacks.
 *
 * @param customMetrics - metrics that the script itself makes
 * @returns issues with path `metric` or `expression`; none when k6 accepts it
 */
export function validateThreshold(
  threshold: ThresholdInput,
  customMetrics: Record<string, K6MetricType> = {},
): Issue[] {
  const name = validateMetricName(threshold.metric);
  if (name) {
    return [name];
  }
  const parent = parentMetric(threshold.metric);
  const type = K6_BUILTIN_METRICS.get(parent)?.type ?? customMetrics[parent];
  if (!type) {
    return [
      {
        path: 'metric',
        message: `k6 has no metric “${parent}”.`,
        remedy: `Use one of ${[
          ...K6_BUILTIN_METRICS.keys(),
          ...Object.keys(customMetrics),
        ].join(', ')}.`,
      },
    ];
  }
  const remedy = `For ${parent}, a ${type}, write for example ${EXAMPLES[type]}.`;
  try {
    const { aggregation } = parseThresholdExpression(threshold.expression);
    const allowed = K6_AGGREGATIONS[type];
    if (!allowed.includes(aggregation)) {
      return [
        {
          path: 'expression',
          message: `k6 does not know ${aggregation} for ${parent}: a ${type} has ${allowed
            .map(a => (a === 'p' ? 'p(N)' : a))
            .join(', ')}.`,
          remedy,
        },
      ];
    }
    return [];
  } catch (error) {
    if (error instanceof ThresholdSyntaxError) {
      return [{ path: 'expression', message: error.message, remedy }];
    }
    throw error;
  }
}

/** The rules of k6's ParseMetricName, `name{tag:value,…}`. */
function validateMetricName(name: string): Issue | undefined {
  const issue = (message: string): Issue => ({
    path: 'metric',
    message,
    remedy:
      'Name a metric such as http_req_duration, or a part of one such as http_req_duration{status:200}.',
  });
  if (name === '') {
    return issue('The metric is empty.');
  }
  const open = name.indexOf('{');
  const close = name.lastIndexOf('}');
  if (open < 0 && close < 0) {
    return undefined;
  }
  if (open < 0 || close < open || close !== name.length - 1) {
    return issue(`The braces of “${name}” do not match.`);
  }
  const bad = name
    .slice(open + 1, close)
    .split(',')
    .find(tag => !/^[^:]*:./s.test(tag));
  return bad === undefined
    ? undefined
    : issue(`“${bad.trim()}” in “${name}” is no tag:value.`);
}
