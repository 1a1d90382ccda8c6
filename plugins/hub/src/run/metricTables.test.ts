import { type ResultMetric } from '@illm-lab/plugin-hub-common';
import { bigNumbers } from './inShort';
import { metricTables } from './metricTables';

const trend = (name: string, values: Record<string, number>): ResultMetric => ({
  name,
  type: 'trend',
  unit: 'ms',
  values,
});

describe('what was measured', () => {
  it('has the key metrics first and the parts of a request last', () => {
    const [{ rows }] = metricTables(
      [
        'http_req_blocked',
        'a_metric_of_ones_own',
        'iteration_duration',
        'http_req_connecting',
        'http_req_duration{expected_response:true}',
        'http_req_duration',
        'http_req_waiting',
      ].map(name => trend(name, { avg: 1 })),
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'http_req_duration',
      'http_req_duration{expected_response:true}',
      'iteration_duration',
      'a_metric_of_ones_own',
      'http_req_waiting',
      'http_req_blocked',
      'http_req_connecting',
    ]);
  });

  it('calls noise so', () => {
    const [{ rows }] = metricTables([
      trend('http_req_blocked', { avg: 0.00271, min: 0, max: 1.234 }),
    ]);
    expect(rows[0].cells).toEqual(['< 0.01 ms', '0 ms', '1.23 ms']);
  });

  it('has a counter in its own unit, also by the second', () => {
    const counter = (name: string, unit: ResultMetric['unit']) => ({
      name,
      type: 'counter' as const,
      unit,
      values: { count: 2000, rate: 50 },
    });
    const [{ rows }] = metricTables([
      counter('busy', 'ms'),
      counter('data_sent', 'bytes'),
      counter('orders', 'count'),
    ]);
    expect(rows.map(({ name, cells }) => [name, ...cells])).toEqual(
      expect.arrayContaining([
        ['busy', '2,000 ms', '50 ms/s'],
        ['data_sent', '2 kB', '50 B/s'],
        ['orders', '2,000', '50/s'],
      ]),
    );
  });

  it('case 04: has a distribution’s count as a plain number', () => {
    const [{ caption, columns, rows }] = metricTables([
      trend('checkout_time', { avg: 400, 'p(99)': 880, count: 1200 }),
    ]);
    expect(caption).toBe('Distributions');
    expect(columns).toEqual(['samples', 'average', 'p(99)']);
    expect(rows[0].cells).toEqual(['1,200', '400 ms', '880 ms']);
  });

  it('is said in a few figures, without any that was not measured', () => {
    expect(
      bigNumbers([
        trend('http_req_duration', { 'p(95)': 231.4, max: 912.3, med: 80 }),
        {
          name: 'http_reqs',
          type: 'counter',
          unit: 'count',
          values: { count: 3000, rate: 100.02 },
        },
      ]),
    ).toEqual([
      { name: 'p95', value: '231 ms', detail: 'slowest 912 ms' },
      { name: 'Median', value: '80 ms' },
      { name: 'Requests', value: '100/s', detail: '3,000 in all' },
    ]);
    expect(bigNumbers([])).toEqual([]);
  });
});
