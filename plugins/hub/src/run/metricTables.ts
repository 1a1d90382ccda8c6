import { formatValue, type ResultMetric } from '@illm-lab/plugin-hub-common';
import { quantity } from '../format/quantity';

/** A table of metrics that have the same figures. */
export interface MetricTable {
  caption: string;
  columns: string[];
  rows: Array<{ name: string; cells: string[] }>;
}

type MetricType = ResultMetric['type'];

const TABLES: Array<{ type: MetricType; caption: string }> = [
  { type: 'trend', caption: 'Distributions' },
  { type: 'counter', caption: 'Counts' },
  { type: 'rate', caption: 'Shares' },
  { type: 'gauge', caption: 'Gauges' },
];

/** Order in which k6's figures read best; others follow. */
const ORDER = ['count', 'rate', 'value', 'avg', 'min', 'med'];

/** What tells the most of a run; it stands first. */
const KEY_METRICS = [
  'http_req_duration',
  'grpc_req_duration',
  'http_req_failed',
  'http_reqs',
  'checks',
  'iteration_duration',
  'iterations',
];

/** Parts of a request, which matter once the whole is slow; they stand last. */
const PARTS = [
  'http_req_waiting',
  'http_req_sending',
  'http_req_receiving',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
];

/** Where a metric stands: key ones, all others, then the parts of a request. */
function weight(name: string): number {
  // A submetric is `name{tags}`, and a step's is `name (step load)`.
  const [whole] = name.split(/[{ ]/);
  const key = KEY_METRICS.indexOf(whole);
  if (key >= 0) return key - KEY_METRICS.length;
  return PARTS.indexOf(whole) + 1;
}

/** Metrics as tables, one for each kind of metric that there is. */
export function metricTables(metrics: ResultMetric[]): MetricTable[] {
  return TABLES.flatMap(({ type, caption }) => {
    const same = metrics.filter(metric => metric.type === type);
    if (same.length === 0) return [];
    const columns = columnsOf(same);
    const rows = same
      .map(metric => ({
        name: metric.step
          ? `${metric.name} (step ${metric.step})`
          : metric.name,
        cells: columns.map(column => cell(metric, column)),
      }))
      .sort(
        (a, b) =>
          weight(a.name) - weight(b.name) || a.name.localeCompare(b.name),
      );
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

function cell({ type, unit, values }: ResultMetric, column: string): string {
  const value = values[column];
  if (value === undefined) return '–';
  if (type === 'counter' && column === 'rate') {
    return `${formatValue(value, unit === 'bytes' ? 'bytes' : '')}/s`;
  }
  // Of a share k6 also counts how often it held and how often not.
  if (type === 'rate' && column !== 'rate') return formatValue(value, '');
  return quantity(value, unit);
}
