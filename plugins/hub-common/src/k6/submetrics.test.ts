import { canonicalMetric, twoSpellings, twoSpellingsIn } from './submetrics';

describe('spellings of a submetric', () => {
  // Each pair was seen to be one metric to k6 1.8.1.
  it.each([
    ['tt{a:1,b:2}', 'tt{b:2, a:1}'],
    ['tt{a:1,b:2}', `tt{a:'1',b:2}`],
    ['tt{a:1}', 'tt{ a : "1" }'],
    ['tt{a:1}', 'tt{a:1,}'],
    ['tt{a:1}', 'tt{a:2,a:1}'],
    ['tt{url:http://x/?a=b}', 'tt{"url":http://x/?a=b}'],
  ])('%s and %s are one', (one, other) => {
    expect(canonicalMetric(one)).toBe(canonicalMetric(other));
    expect(twoSpellings([one, 'tt', other])).toEqual([one, other]);
  });

  it.each([
    ['tt', 'tt{a:1}'],
    ['tt{a:1}', 'ss{a:1}'],
    ['tt{a:1}', 'tt{a:2}'],
    ['tt{a:1}', 'tt{A:1}'],
  ])('%s and %s are two', (one, other) => {
    expect(twoSpellings([one, other, one])).toBeUndefined();
  });

  it('is found in the thresholds of a script', () => {
    const script = (second: string) => `export const options = { thresholds: {
      'http_req_duration{status:200, name:home}': ['p(95)<200'],
      http_req_failed: [{ threshold: 'rate<0.1', abortOnFail: true }],
      ${second}: [ 'p(99)<300' ],
    } };
    const seen = data.metrics['http_req_duration{name:home,status:200}'].values;`;
    expect(
      twoSpellingsIn(script('"http_req_duration{name:home,status:200}"')),
    ).toEqual([
      'http_req_duration{status:200, name:home}',
      'http_req_duration{name:home,status:200}',
    ]);
    expect(twoSpellingsIn(script('"http_reqs{status:200}"'))).toBeUndefined();
  });
});
