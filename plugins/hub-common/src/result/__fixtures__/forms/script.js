// What the three forms of a summary beside this were written of, by k6 1.8.1:
//   k6 run --summary-export export.json script.js   (handle-summary.json as well)
//   k6 run --new-machine-readable-summary script.js (machine-readable.json)
import { check, group } from 'k6';
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';

const checkout = new Trend('checkout_time', true);
const items = new Trend('items');
const never = new Trend('never');
const orders = new Counter('orders');
const busy = new Counter('busy', true);
const depth = new Gauge('depth');
const lag = new Gauge('lag', true);
const hits = new Rate('hits');

export const options = {
  iterations: 4,
  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(95)', 'p(99.9)', 'count'],
  thresholds: {
    checkout_time: ['p(99.9)<1000', 'p(50)<3'],
    'orders{kind:a}': ['count>3'],
    depth: ['value<1'],
    hits: ['rate>0.1'],
    never: ['p(95)<10'],
    checks: ['rate>0.5'],
  },
};

export default function iteration() {
  group('first', () => check(1, { one: value => value === 1 }));
  checkout.add(100 + __ITER);
  items.add(0);
  if (__ITER > 9) never.add(1);
  orders.add(1, { kind: 'a' });
  busy.add(5);
  depth.add(__ITER);
  lag.add(3);
  hits.add(__ITER > 1);
}

const isNew = __ENV.FORM === 'new';

export function handleSummary(data) {
  const file = isNew ? 'machine-readable.json' : 'handle-summary.json';
  return { [file]: JSON.stringify(data, null, 2), stdout: '' };
}
