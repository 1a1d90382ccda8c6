import { validateThreshold } from './thresholds';

describe('validateThreshold', () => {
  it.each([
    ['http_req_duration', 'p(95)<200'],
    ['http_req_duration', 'p(99.9) <= 1.5e3'],
    ['http_req_duration', ' avg < 100 '],
    ['http_req_duration', 'med>=1'],
    ['http_req_duration{status:200}', 'max<1000'],
    ['http_req_duration{url:http://a:80/,status:200}', 'min>0'],
    ['http_req_failed', 'rate<0.01'],
    ['http_req_failed', 'rate===0'],
    ['checks', 'rate>0.99'],
    ['iterations', 'count>100'],
    ['http_reqs', 'rate!=0'],
    ['vus', 'value<10'],
  ])('accepts %s: %s, as k6 does', (metric, expression) => {
    expect(validateThreshold({ metric, expression })).toEqual([]);
  });

  // Each of these was refused by k6 1.8.1, but for those marked.
  it.each([
    ['http_req_duration', '', 'empty'],
    ['http_req_duration', '200', 'no comparison'],
    ['http_req_duration', 'p(95)', 'no comparison'],
    ['http_req_duration', 'p(95)<', 'no comparison'],
    ['http_req_duration', 'p(95)=200', 'no comparison'],
    ['http_req_duration', 'p(95)=<200', 'does not know “p(95)=”'],
    ['http_req_duration', '<200', 'nothing on the left'],
    ['http_req_duration', 'p95<200', 'does not know “p95”'],
    ['http_req_duration', 'p(x)<200', '“x” is no percentile'],
    ['http_req_duration', 'p(95)<200ms', '“200ms” is no number'],
    ['http_req_duration', 'p(95)<<200', '“<200” is no number'],
    ['http_req_duration', 'mean<200', 'does not know “mean”'],
    ['http_req_duration', 'rate<1', 'trend has avg'],
    ['http_req_duration', 'count<1', 'trend has avg'],
    ['http_req_failed', 'p(95)<1', 'rate has rate'],
    ['http_req_failed', 'count<1', 'rate has rate'],
    ['iterations', 'value>1', 'counter has count, rate'],
    ['vus', 'rate>1', 'gauge has value'],
    ['http_req_duration', 'p(101)<200', 'no percentile'], // k6: no use
    ['http_req_duration', 'p<200', 'lacks its percentile'], // k6: means p(0)
    ['http_req_duration', 'avg<Inf', 'no number'], // k6: no use
  ])('refuses %s: %s', (metric, expression, message) => {
    const [issue, ...more] = validateThreshold({ metric, expression });
    expect(more).toEqual([]);
    expect(issue.path).toBe('expression');
    expect(issue.message).toContain(message);
    expect(issue.remedy).toContain(metric.replace(/\{.*/, ''));
  });

  it.each([
    ['', 'empty'],
    ['http_req_durations', 'no metric “http_req_durations”'],
    ['http_req_duration{status:200', 'braces'],
    ['http_req_duration}status:200{', 'braces'],
    ['http_req_duration{status:200}x', 'braces'],
    ['http_req_duration{status}', 'no tag:value'],
    ['http_req_duration{status:}', 'no tag:value'],
    ['http_req_duration{}', 'no tag:value'],
  ])('refuses the metric “%s”', (metric, message) => {
    const [issue] = validateThreshold({ metric, expression: 'p(95)<200' });
    expect(issue.path).toBe('metric');
    expect(issue.message).toContain(message);
  });

  it('knows the metrics that a script makes', () => {
    const threshold = { metric: 'orders', expression: 'count>1' };
    expect(validateThreshold(threshold)).toHaveLength(1);
    expect(validateThreshold(threshold, { orders: 'counter' })).toEqual([]);
    expect(validateThreshold(threshold, { orders: 'trend' })).toHaveLength(1);
  });
});
