import { K6_BUILTIN_METRICS, isSubmetric, parentMetric } from '../k6/metrics';
import { K6Summary, K6SummaryMetric } from './k6-summary';

/** Times of one HTTP request, which are measured together. */
const HTTP_TIMES = /^http_req_(?!failed)/;

const isZero = ({ values }: K6SummaryMetric) => {
  const figures = Object.values(values);
  return figures.length > 0 && figures.every(figure => figure === 0);
};

/**
 * Names of the metrics that k6 measured nothing of. It writes zeros then. Every
 * threshold on a rate holds against them, and those on others as they hold against 0.
 *
 * Of a rate the counts tell. Of a trend `count` does, where the script asked for it.
 * Else k6 leaves out what was not measured, unless there is a threshold on it or on
 * a part of it; zeros throughout mean no samples then, as long as nothing says that
 * they were measured. A counter's or a gauge's 0 is a figure like any other.
 */
export function namesWithoutSamples({
  metrics,
  tellsThresholds,
}: K6Summary): Set<string> {
  const byName = new Map(metrics.map(metric => [metric.name, metric]));
  const asked = new Set(
    metrics
      .filter(({ thresholds }) => thresholds.length > 0)
      .flatMap(({ name }) => [name, parentMetric(name)]),
  );
  const requests = byName.get('http_reqs')?.values.count ?? 0;

  const isEmptyTrend = (metric: K6SummaryMetric): boolean => {
    const { name, values } = metric;
    if (values.count !== undefined) return values.count === 0;
    if (!isZero(metric)) return false;
    if (tellsThresholds && !asked.has(name)) return false;
    const parent = parentMetric(name);
    if (!isSubmetric(name)) {
      // A request that finds nobody takes no time, and is one all the same.
      if (HTTP_TIMES.test(name)) return requests === 0;
      return K6_BUILTIN_METRICS.get(name)?.neverZero !== false;
    }
    const whole = byName.get(parent);
    const parentIsZero =
      whole !== undefined && isZero(whole) && !isEmptyTrend(whole);
    return !parentIsZero && K6_BUILTIN_METRICS.get(parent)?.neverZero !== false;
  };

  const isEmpty = (metric: K6SummaryMetric) => {
    const { type, values } = metric;
    if (type === 'rate') {
      return values.passes !== undefined && values.passes + values.fails === 0;
    }
    return type === 'trend' && isEmptyTrend(metric);
  };
  return new Set(metrics.filter(isEmpty).map(({ name }) => name));
}
