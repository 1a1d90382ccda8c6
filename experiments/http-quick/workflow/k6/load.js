import http from 'k6/http';
import { check, sleep } from 'k6';

const vus = Number(__ENV.VUS);
const edge = __ENV.PROFILE === 'spike' ? '0s' : '2s';

export const options = {
  stages: [
    { duration: edge, target: vus },
    { duration: __ENV.DURATION, target: vus },
    { duration: edge, target: 0 },
  ],
  thresholds: {
    http_req_duration: [`p(95)<${__ENV.P95_MS}`],
    http_req_failed: [`rate<${__ENV.MAX_ERROR_RATE}`],
    checks: ['rate>0.99'],
  },
  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],
};

export default function load() {
  const response = http.get(__ENV.TARGET_URL);
  check(response, { 'answers 200': r => r.status === 200 });
  sleep(Number(__ENV.PAUSE));
}
