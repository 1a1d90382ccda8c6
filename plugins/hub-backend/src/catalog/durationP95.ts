import { Result } from '@illm-lab/plugin-hub-common';

/** k6's own metrics of how long one request took, best known first. */
const DURATIONS = ['http_req_duration', 'grpc_req_duration'];
const P95 = 'p(95)';

/** How long the slowest 5 % of the requests took at least, in ms. */
export function durationP95({ metrics }: Result): number | undefined {
  for (const name of DURATIONS) {
    // A submetric has its own name with tags, so the name alone is the whole.
    const value = metrics.find(metric => metric.name === name)?.values[P95];
    if (value !== undefined && Number.isFinite(value)) return value;
  }
  return undefined;
}
