import {
  crossedWords,
  describeThreshold,
  distanceWords,
  limitWords,
  thresholdSubject,
} from './threshold-words';
import { formatValue } from './format';

const threshold = (
  metric: string,
  expression: string,
  unit: 'ms' | 'ratio' | 'count' | '',
  value?: number,
) => ({ metric, expression, unit, value });

describe('a threshold in words', () => {
  it.each([
    ['http_req_duration', 'p(95)<200', 'Response time, 95th percentile'],
    ['http_req_duration', 'p(99.9)<200', 'Response time, 99.9th percentile'],
    ['http_req_duration', 'p(92)<200', 'Response time, 92nd percentile'],
    [
      'http_req_duration{status:500}',
      'avg<9',
      'Response time (status 500), average',
    ],
    ['http_req_failed', 'rate<0.01', 'Failed requests'],
    ['http_reqs', 'rate>10', 'Requests, per second'],
    ['http_reqs', 'count>10', 'Requests, in all'],
    ['orders', 'count>10', 'orders, in all'],
    ['vus', 'value<9', 'Virtual users'],
  ])('%s %s is %s', (metric, expression, words) => {
    expect(thresholdSubject({ metric, expression })).toBe(words);
  });

  it('names the limit with its unit', () => {
    expect(limitWords(threshold('a', 'p(95)<200', 'ms'))).toBe('below 200 ms');
    expect(limitWords(threshold('a', 'rate<=0.01', 'ratio'))).toBe(
      'at most 1 %',
    );
    expect(limitWords(threshold('a', 'what k6 takes', ''))).toBe(
      'what k6 takes',
    );
  });

  it.each([
    ['p(95)<200', 'ms', 231.4, '31.4 ms (15.7 %) above the limit of 200 ms'],
    ['p(95)<200', 'ms', 187, '13 ms (6.5 %) below the limit of 200 ms'],
    ['p(95)<200', 'ms', 200, 'exactly the limit of 200 ms'],
    ['rate<0.01', 'ratio', 0.05, '4 percentage points above the limit of 1 %'],
    ['rate>0.99', 'ratio', 0.98, '1 percentage points below the limit of 99 %'],
    // Nobody is told of 17,726,211 %.
    ['p(95)<5', 'ms', 220, '44 times the limit of 5 ms'],
    ['avg<0.001', 'ms', 177.26, 'more than 1,000 times the limit of 0.001 ms'],
    [
      'rate<0.00005',
      'ratio',
      0.0002,
      '0.02 percentage points above the limit of 0.005 %',
    ],
    [
      'p(95)<200.25',
      'ms',
      231.4,
      '31.2 ms (15.6 %) above the limit of 200.25 ms',
    ],
    ['count<0', 'count', 3, '3 above the limit of 0'],
  ] as const)('%s of %s, measured %d: %s', (expression, unit, value, words) => {
    expect(distanceWords(threshold('m', expression, unit, value))).toBe(words);
  });

  it('says what was measured, or that nothing was', () => {
    const one = threshold('http_req_duration', 'p(95)<200', 'ms', 231.4);
    expect(crossedWords(one)).toBe(
      'Response time, 95th percentile, was 231 ms: 31.4 ms (15.7 %) above the limit of 200 ms',
    );
    expect(describeThreshold(one)).toBe(
      'Response time, 95th percentile: 231 ms, must be below 200 ms',
    );
    expect(
      describeThreshold({ ...one, value: undefined, noSamples: true }),
    ).toBe('Response time, 95th percentile: no samples, must be below 200 ms');
  });
});

describe('figures', () => {
  it.each([
    [0.000123, 'ms', '< 0.01 ms'],
    [0.0234, 'ms', '0.02 ms'],
    [0, 'ms', '0 ms'],
    [231.44, 'ms', '231 ms'],
    [0.0000004, 'ratio', '< 0.01 %'],
    [0.0021, 'ratio', '0.21 %'],
    [1, 'ratio', '100 %'],
    [123_456_789, 'bytes', '123 MB'],
    [1068, 'count', '1,068'],
    [16.0928, '', '16.1'],
  ])('%d of %s is %s', (value, unit, words) => {
    expect(formatValue(value, unit)).toBe(words);
  });
});
