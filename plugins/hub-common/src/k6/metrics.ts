/** Kinds of k6 metrics; each allows other aggregations in a threshold. */
export type K6MetricType = 'counter' | 'gauge' | 'rate' | 'trend';

/** What a metric's numbers mean: a share, milliseconds, bytes or plain counts. */
export type K6Unit = 'ms' | 'bytes' | 'ratio' | 'count' | '';

interface BuiltinMetric {
  type: K6MetricType;
  unit: K6Unit;
  /** What it measures, in words. */
  title: string;
  /** Of a rate: what those are called that it counts, and the others. */
  words?: { yes: string; no: string };
  /** Of a trend: nothing at all takes no time, so 0 throughout means no samples. */
  neverZero?: boolean;
}

const counter = (title: string): BuiltinMetric => ({
  type: 'counter',
  unit: 'count',
  title,
});
const data = (title: string): BuiltinMetric => ({
  type: 'counter',
  unit: 'bytes',
  title,
});
const gauge = (title: string): BuiltinMetric => ({
  type: 'gauge',
  unit: 'count',
  title,
});
const rate = (title: string, words: BuiltinMetric['words']): BuiltinMetric => ({
  type: 'rate',
  unit: 'ratio',
  title,
  words,
});
const time = (title: string, neverZero = true): BuiltinMetric => ({
  type: 'trend',
  unit: 'ms',
  title,
  neverZero,
});

/**
 * Metrics that k6 1.8 has by itself, best known first: its metrics/builtin.go, and of
 * the modules k6/net/grpc and k6/browser their metrics.go.
 */
export const K6_BUILTIN_METRICS: ReadonlyMap<string, BuiltinMetric> = new Map(
  Object.entries({
    http_req_duration: time('Response time'),
    http_req_failed: rate('Failed requests', {
      yes: 'failed',
      no: 'succeeded',
    }),
    http_reqs: counter('Requests'),
    grpc_req_duration: time('gRPC response time'),
    checks: rate('Checks that passed', { yes: 'passed', no: 'failed' }),
    iterations: counter('Iterations'),
    dropped_iterations: counter('Dropped iterations'),
    iteration_duration: time('Time of an iteration'),
    vus: gauge('Virtual users'),
    vus_max: gauge('Virtual users, at most'),
    data_received: data('Data received'),
    data_sent: data('Data sent'),
    http_req_waiting: time('Waiting for the first byte'),
    http_req_receiving: time('Receiving the answer', false),
    http_req_sending: time('Sending the request', false),
    http_req_blocked: time('Waiting for a connection', false),
    http_req_connecting: time('Connecting', false),
    http_req_tls_handshaking: time('TLS handshake', false),
    group_duration: time('Time of a group'),
    ws_sessions: counter('WebSocket sessions'),
    ws_msgs_sent: counter('WebSocket messages sent'),
    ws_msgs_received: counter('WebSocket messages received'),
    ws_ping: time('WebSocket ping'),
    ws_session_duration: time('Time of a WebSocket session'),
    ws_connecting: time('WebSocket connecting'),
    grpc_streams: counter('gRPC streams'),
    grpc_streams_msgs_sent: counter('gRPC messages sent in streams'),
    grpc_streams_msgs_received: counter('gRPC messages received in streams'),
    browser_web_vital_lcp: time('Largest contentful paint (LCP)'),
    browser_web_vital_inp: time('Interaction to next paint (INP)', false),
    browser_web_vital_cls: {
      ...time('Cumulative layout shift (CLS)', false),
      unit: '',
    },
    browser_web_vital_fcp: time('First contentful paint (FCP)'),
    browser_web_vital_ttfb: time('Time to first byte (TTFB)'),
    browser_web_vital_fid: time('First input delay (FID)', false),
    browser_http_req_duration: time('Response time in the browser'),
    browser_http_req_failed: rate('Failed requests of the browser', {
      yes: 'failed',
      no: 'succeeded',
    }),
    browser_data_received: data('Data received by the browser'),
    browser_data_sent: data('Data sent by the browser'),
  }),
);

/** Name of the metric that a submetric such as `checks{a:b}` is a part of. */
export function parentMetric(name: string): string {
  const brace = name.indexOf('{');
  return brace < 0 ? name : name.slice(0, brace);
}

/** Whether a name is that of a submetric, one filtered by tags. */
export const isSubmetric = (name: string) => name.includes('{');

/**
 * What a metric measures, in words: `Response time` for http_req_duration,
 * `Response time (status 500)` for a part of it. A metric that the script made is
 * called as its author did.
 */
export function metricTitle(name: string): string {
  const parent = parentMetric(name);
  const title = K6_BUILTIN_METRICS.get(parent)?.title ?? parent;
  const tags = name.slice(parent.length + 1, -1);
  return tags === ''
    ? title
    : `${title} (${tags.replace(/:/g, ' ').replace(/,\s*/g, ', ')})`;
}

/** What a script measures itself stands before this one, the first part of a request. */
const FIRST_PART = 'http_req_waiting';

/** Place of a metric in a table: what matters most first, parts of a request last. */
export function metricRank(name: string): number {
  const names = [...K6_BUILTIN_METRICS.keys()];
  const place = names.indexOf(parentMetric(name));
  return place < 0 ? names.indexOf(FIRST_PART) - 0.5 : place;
}

const RANKS = new Map(
  [...K6_BUILTIN_METRICS.keys()].map((name, at) => [name, at]),
);
const rankOf = (name: string) => RANKS.get(name.split('{', 1)[0]) ?? RANKS.size;

/** Orders metrics: those of k6 best known first, then by name. */
export const bestKnownFirst = (a: { name: string }, b: { name: string }) =>
  rankOf(a.name) - rankOf(b.name) || a.name.localeCompare(b.name, 'en');
