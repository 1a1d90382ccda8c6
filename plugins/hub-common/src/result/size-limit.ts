import { K6_SUMMARY_LIMIT } from '../constants';
import { isSubmetric } from '../k6/metrics';
import { ResultMetric } from './types';

/** What of the measurements fits in a result. */
export interface FittedSummaries {
  summaries: Record<string, unknown>;
  metrics: ResultMetric[];
  /** What was left out, as a sentence; absent when nothing was. */
  truncated?: string;
}

/**
 * Keeps the raw summaries of a run, and the metrics read from them, each within
 * the limit. What goes first is what tells least: submetrics, then the raw
 * summaries as a whole. Verdict and thresholds are never touched by it.
 */
export function fitSummaries(
  raw: Map<string, string>,
  metrics: ResultMetric[],
  limit = K6_SUMMARY_LIMIT,
): FittedSummaries {
  const summaries = Object.fromEntries(
    [...raw].map(([name, text]) => [name, JSON.parse(text) as unknown]),
  );
  if (sizeOf(summaries) <= limit && sizeOf(metrics) <= limit) {
    return { summaries, metrics };
  }
  const without = Object.fromEntries(
    Object.entries(summaries).map(([name, one]) => [name, dropSubmetrics(one)]),
  );
  const kept = metrics.filter(metric => !isSubmetric(metric.name));
  const dropped = metrics.length - kept.length;
  const kib = `${Math.floor(limit / 1024)} KiB`;
  const said = dropped
    ? `${dropped} submetrics were left out to stay under ${kib}.`
    : '';
  if (sizeOf(without) <= limit && sizeOf(kept) <= limit) {
    return { summaries: without, metrics: kept, truncated: said };
  }
  const fitting = takeWhileFitting(kept, limit);
  const others = kept.length - fitting.length;
  return {
    summaries: {},
    metrics: fitting,
    truncated: [
      said,
      others ? `${others} metrics were left out as well.` : '',
      `k6’s raw summary was left out: it is over ${kib} even so.`,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** Size as JSON in bytes of UTF-8. */
function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function takeWhileFitting(metrics: ResultMetric[], limit: number) {
  let room = limit - 2;
  return metrics.filter(metric => {
    room -= sizeOf(metric) + 1;
    return room >= 0;
  });
}

/** Submetrics are entries of `metrics`, by key or by name, in either format. */
function dropSubmetrics(summary: unknown): unknown {
  if (!isObject(summary)) {
    return summary;
  }
  const { metrics, results, ...rest } = summary;
  return {
    ...rest,
    ...(isObject(metrics) && {
      metrics: Object.fromEntries(
        Object.entries(metrics).filter(([name]) => !isSubmetric(name)),
      ),
    }),
    ...(isObject(results) && {
      results: {
        ...results,
        ...(Array.isArray(results.metrics) && {
          metrics: results.metrics.filter(
            metric => !isObject(metric) || !isSubmetric(String(metric.name)),
          ),
        }),
      },
    }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
