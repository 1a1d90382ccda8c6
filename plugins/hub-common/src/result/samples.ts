import { K6_BUILTIN_METRICS, isSubmetric, parentMetric } from '../k6/metrics';
import { K6SummaryMetric } from './k6-summary';

/**
 * Whether k6 measured nothing of a metric. It writes zeros then, and says that
 * every threshold on them holds.
 *
 * Of a rate the counts tell. Of a trend `count` does, where the script asked for
 * that; else zeros throughout, unless they are of a metric of k6's that often
 * takes no time. A counter's or a gauge's 0 is a figure like any other.
 */
export function hasNoSamples({ name, type, values }: K6SummaryMetric): boolean {
  if (type === 'rate') {
    return values.passes !== undefined && values.passes + values.fails === 0;
  }
  if (type !== 'trend') return false;
  if (values.count !== undefined) return values.count === 0;
  const builtin = K6_BUILTIN_METRICS.get(parentMetric(name));
  const mayBeZero = builtin ? !builtin.neverZero : false;
  const figures = Object.values(values);
  return (
    !mayBeZero && figures.length > 0 && figures.every(figure => figure === 0)
  );
}

/** Metrics as k6 wrote them, those that nothing was measured of by name. */
export function namesWithoutSamples(metrics: K6SummaryMetric[]): Set<string> {
  const names = new Set(metrics.filter(hasNoSamples).map(({ name }) => name));
  // All times of a request are measured together, or none of them.
  if (names.has('http_req_duration')) {
    for (const { name } of metrics) {
      if (name.startsWith('http_req_') && !isSubmetric(name)) names.add(name);
    }
  }
  return names;
}
