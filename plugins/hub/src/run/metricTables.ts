import {
  formatValue,
  K6_BUILTIN_METRICS,
  metricRank,
  metricTitle,
  parentMetric,
  type ResultMetric,
} from '@illm-lab/plugin-hub-common';

/** A table of metrics that have the same figures. */
export interface MetricTable {
  caption: string;
  columns: string[];
  rows: Array<{
    /** What it measures, in words. */
    title: string;
    /** As k6 calls it. */
    name: string;
    cells: string[];
  }>;
}

type MetricType = ResultMetric['type'];

const TABLES: Array<{ type: MetricType; caption: string }> = [
  { type: 'trend', caption: 'Distributions' },
  { type: 'rate', caption: 'Shares' },
  { type: 'counter', caption: 'Counts' },
  { type: 'gauge', caption: 'Gauges' },
];

/** Order in which k6's figures read best; others follow. */
const ORDER = ['count', 'rate', 'value', 'avg', 'min', 'med'];

/** k6's names of what it takes of a metric, in words. */
const HEADS: Partial<Record<MetricType, Record<string, string>>> = {
  trend: { avg: 'average', med: 'median', count: 'samples' },
  counter: { count: 'in all', rate: 'per second' },
  gauge: { value: 'last' },
};

const NO_SAMPLES = 'no samples';
const SHARE_COLUMNS = ['share', 'counted'];

/** Metrics as tables, one for each kind of metric that there is. */
export function metricTables(metrics: ResultMetric[]): MetricTable[] {
  return TABLES.flatMap(({ type, caption }) => {
    const same = metrics
      .filter(metric => metric.type === type)
      .sort(
        (a, b) =>
          metricRank(a.name) - metricRank(b.name) ||
          a.name.localeCompare(b.name),
      );
    if (same.length === 0) return [];
    const keys = type === 'rate' ? SHARE_COLUMNS : columnsOf(same);
    const rows = same.map(metric => ({
      title: metric.step
        ? `${metricTitle(metric.name)} (step ${metric.step})`
        : metricTitle(metric.name),
      name: metric.name,
      cells: cellsOf(metric, keys),
    }));
    const columns = keys.map(key => HEADS[type]?.[key] ?? key);
    return [{ caption, columns, rows }];
  });
}

function columnsOf(metrics: ResultMetric[]): string[] {
  const names = new Set(metrics.flatMap(({ values }) => Object.keys(values)));
  return [...names].sort(
    (a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }),
  );
}

/** Known figures first, then percentiles, the maximum last. */
function rank(column: string): number {
  if (column === 'max') return ORDER.length + 1;
  const known = ORDER.indexOf(column);
  return known < 0 ? ORDER.length : known;
}

function cellsOf(metric: ResultMetric, keys: string[]): string[] {
  if (metric.noSamples) {
    return keys.map((_, index) => (index === 0 ? NO_SAMPLES : '–'));
  }
  return metric.type === 'rate'
    ? shareCells(metric)
    : keys.map(key => cell(metric, key));
}

/**
 * A rate's share and what it counted. k6 calls `passes` what was true of the
 * metric: of http_req_failed those are the requests that failed, and `fails` are
 * the ones that did not.
 */
function shareCells({ name, unit, values }: ResultMetric): string[] {
  const { rate, passes, fails } = values;
  const share = rate === undefined ? '–' : formatValue(rate, unit);
  if (passes === undefined || fails === undefined) return [share, '–'];
  const { yes } = K6_BUILTIN_METRICS.get(parentMetric(name))?.words ?? {
    yes: 'true',
  };
  const all = passes + fails;
  return [
    share,
    `${formatValue(passes, '')} of ${formatValue(all, '')} ${yes}`,
  ];
}

function cell({ type, unit, values }: ResultMetric, key: string): string {
  const value = values[key];
  if (value === undefined) return '–';
  if (type === 'counter' && key === 'rate') {
    return `${formatValue(value, unit === 'count' ? '' : unit)}/s`;
  }
  return formatValue(value, key === 'count' && type === 'trend' ? '' : unit);
}
