import {
  formatValue,
  percent,
  type ResultMetric,
} from '@illm-lab/plugin-hub-common';

/** One figure, what it is called, and a second one that belongs to it. */
export interface BigNumber {
  name: string;
  value: string;
  detail?: string;
}

/** Metrics of one request's duration, the whole of a run first. */
const DURATIONS = [
  'http_req_duration',
  'grpc_req_duration',
  'iteration_duration',
];
const COUNTS = ['http_reqs', 'iterations'];

/**
 * Latency, throughput and errors of a run, as far as they were measured. What was
 * not measured is left out: it is no zero.
 */
export function bigNumbers(metrics: ResultMetric[]): BigNumber[] {
  const find = (names: string[]) =>
    names.flatMap(name => metrics.find(one => one.name === name) ?? [])[0];
  const duration = find(DURATIONS);
  const count = find(COUNTS);
  const failed = find(['http_req_failed']);
  const checks = find(['checks']);
  const { 'p(95)': p95, med, max } = duration?.values ?? {};
  const { rate, count: total } = count?.values ?? {};
  const of = duration?.name === 'iteration_duration' ? 'of an iteration' : '';
  return [
    p95 !== undefined && {
      name: ['p95', of].filter(Boolean).join(' '),
      value: formatValue(p95, duration!.unit),
      detail:
        max !== undefined ? `slowest ${formatValue(max, duration!.unit)}` : '',
    },
    med !== undefined && {
      name: ['Median', of].filter(Boolean).join(' '),
      value: formatValue(med, duration!.unit),
    },
    rate !== undefined && {
      name: count!.name === 'http_reqs' ? 'Requests' : 'Iterations',
      value: `${formatValue(rate, '')}/s`,
      detail: total !== undefined ? `${formatValue(total, '')} in all` : '',
    },
    failed?.values.rate !== undefined && {
      name: 'Failed requests',
      value: percent(failed.values.rate),
    },
    checks?.values.rate !== undefined && {
      name: 'Checks held',
      value: percent(checks.values.rate),
    },
  ].filter(one => one !== false);
}
