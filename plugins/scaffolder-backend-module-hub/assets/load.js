import http from 'k6/http';
import { check, sleep } from 'k6';

// Everything that differs between experiments comes as data from the workflow.
const vus = Number(__ENV.VUS);
const edge = '2s';

export const options = {
  stages: [
    { duration: edge, target: vus },
    { duration: __ENV.DURATION, target: vus },
    { duration: edge, target: 0 },
  ],
  thresholds: JSON.parse(__ENV.THRESHOLDS),
  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],
};

export default function load() {
  const response = http.get(__ENV.TARGET_URL);
  check(response, { 'answers 200': r => r.status === 200 });
  // Without a pause one user is as much load as the machine can make.
  sleep(0.05);
}
