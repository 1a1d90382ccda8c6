/** Kinds of k6 metrics; each allows other aggregations in a threshold. */
export type K6MetricType = 'counter' | 'gauge' | 'rate' | 'trend';

/** What a metric's numbers mean: a share, milliseconds, bytes or plain counts. */
export type K6Unit = 'ms' | 'bytes' | 'ratio' | 'count' | '';

interface BuiltinMetric {
  type: K6MetricType;
  unit: K6Unit;
}

const counter: BuiltinMetric = { type: 'counter', unit: 'count' };
const gauge: BuiltinMetric = { type: 'gauge', unit: 'count' };
const rate: BuiltinMetric = { type: 'rate', unit: 'ratio' };
const time: BuiltinMetric = { type: 'trend', unit: 'ms' };
const data: BuiltinMetric = { type: 'counter', unit: 'bytes' };

/** Metrics that k6 1.8 has by itself (its metrics/builtin.go). */
export const K6_BUILTIN_METRICS: ReadonlyMap<string, BuiltinMetric> = new Map(
  Object.entries({
    vus: gauge,
    vus_max: gauge,
    iterations: counter,
    iteration_duration: time,
    dropped_iterations: counter,
    checks: rate,
    group_duration: time,
    http_reqs: counter,
    http_req_failed: rate,
    http_req_duration: time,
    http_req_blocked: time,
    http_req_connecting: time,
    http_req_tls_handshaking: time,
    http_req_sending: time,
    http_req_waiting: time,
    http_req_receiving: time,
    ws_sessions: counter,
    ws_msgs_sent: counter,
    ws_msgs_received: counter,
    ws_ping: time,
    ws_session_duration: time,
    ws_connecting: time,
    grpc_req_duration: time,
    data_sent: data,
    data_received: data,
  }),
);

/** Name of the metric that a submetric such as `checks{a:b}` is a part of. */
export function parentMetric(name: string): string {
  const brace = name.indexOf('{');
  return brace < 0 ? name : name.slice(0, brace);
}

/** Whether a name is that of a submetric, one filtered by tags. */
export const isSubmetric = (name: string) => name.includes('{');
