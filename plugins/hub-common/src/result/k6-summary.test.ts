import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseK6Summary } from './k6-summary';
import { makeResult } from './make-result';
import { WorkflowOutcome } from './outcome';

const fixture = (name: string) =>
  readFileSync(resolve(__dirname, '__fixtures__', `${name}.json`), 'utf8');
const succeeded = { phase: 'Succeeded' };
const ended = (exitCode: number): WorkflowOutcome => ({
  phase: 'Failed',
  failedSteps: [{ name: 'load', exitCode, k6: true }],
});
const result = (summary: string | object, workflow = ended(99)) =>
  makeResult({
    workflow,
    outputs: {
      'k6-summary':
        typeof summary === 'string' ? summary : JSON.stringify(summary),
    },
  });
const metric = (name: string, { metrics } = result(fixture('forms/export'))) =>
  metrics.find(one => one.name === name);

// Of one script, see __fixtures__/forms/script.js.
const FORMS = ['export', 'handle-summary', 'machine-readable'];

describe('what k6 1.8.1 writes', () => {
  it.each(FORMS)('is read as %s with each metric and its type', form => {
    const { metrics } = result(fixture(`forms/${form}`));
    const types = Object.fromEntries(metrics.map(one => [one.name, one.type]));
    const { group_duration: group, ...others } = types;
    // Only the newest form leaves it out.
    expect(group).toBe(form === 'machine-readable' ? undefined : 'trend');
    expect(others).toEqual({
      busy: 'counter',
      checkout_time: 'trend',
      checks: 'rate',
      data_received: 'counter',
      data_sent: 'counter',
      depth: 'gauge',
      hits: 'rate',
      items: 'trend',
      iteration_duration: 'trend',
      iterations: 'counter',
      lag: 'gauge',
      never: 'trend',
      orders: 'counter',
      'orders{kind:a}': 'counter',
    });
  });

  it.each(FORMS)('has the same names of figures as %s', form => {
    const all = result(fixture(`forms/${form}`));
    expect(metric('checkout_time', all)?.values).toMatchObject({
      avg: 101.5,
      min: 100,
      med: 101.5,
      max: 103,
      'p(95)': 102.85,
    });
    expect(metric('hits', all)?.values).toEqual({
      rate: 0.5,
      passes: 2,
      fails: 2,
    });
    expect(metric('checks', all)?.values).toEqual({
      rate: 1,
      passes: 4,
      fails: 0,
    });
    expect(metric('depth', all)?.values).toEqual({ value: 3, min: 0, max: 3 });
    expect(metric('orders{kind:a}', all)?.values).toEqual({
      count: 4,
      rate: expect.any(Number),
    });
    // A figure that was not asked for is null in the newest form.
    expect(metric('checkout_time', all)?.values).not.toHaveProperty('p(90)');
  });

  it('has the unit that a metric’s contents tell', () => {
    const units = (form: string) =>
      Object.fromEntries(
        result(fixture(`forms/${form}`)).metrics.map(one => [
          one.name,
          one.unit,
        ]),
      );
    for (const form of ['handle-summary', 'machine-readable']) {
      expect(units(form)).toMatchObject({
        checkout_time: 'ms',
        busy: 'ms',
        lag: 'ms',
        items: '',
        depth: '',
        hits: 'ratio',
        data_sent: 'bytes',
        orders: 'count',
      });
    }
  });

  it.each(['export', 'handle-summary'])('names what was crossed: %s', form => {
    const made = result(fixture(`forms/${form}`));
    expect(made.verdict).toBe('failed');
    expect(
      made.thresholds.filter(({ passed }) => !passed).map(one => one.value),
    ).toEqual(expect.arrayContaining([101.5, 3]));
    expect(made.thresholds).toHaveLength(7);
    expect(made.message).toMatch(/; 1 more threshold was crossed$/);
  });

  it('takes no real zero for a missing sample', () => {
    for (const form of ['export', 'handle-summary']) {
      const made = result(fixture(`forms/${form}`));
      expect(
        made.metrics.filter(one => one.noSamples).map(one => one.name),
      ).toEqual(['never']);
    }
    // Nobody answered: k6 counts requests that took no time.
    const made = result(fixture('nobody-answers'), succeeded);
    expect(made.metrics.filter(({ noSamples }) => noSamples)).toEqual([]);
    expect(made.message).toBe(
      'All 2 thresholds held, though 100 % of the requests failed',
    );
  });

  it('says of a threshold that was crossed by nothing that it was', () => {
    const made = result(fixture('empty-crossed'));
    expect(made).toMatchObject({ verdict: 'failed' });
    // A count of nothing is one; what has no samples comes after it.
    expect(made.message).toBe(
      'cc, in all, was 0: 1 (100 %) below the limit of 1; 1 more threshold was crossed',
    );
    expect(
      result({
        metrics: {
          waits: { avg: 0, med: 0, thresholds: { 'avg>1': true } },
        },
      }).message,
    ).toBe(
      'waits, average, has no samples, which k6 takes for 0: must be above 1',
    );
  });

  it('reads figures that JSON has no number for', () => {
    const made = result(
      {
        metrics: {
          gap: { avg: null, min: 1, max: null },
          iterations: { count: 3, rate: null },
        },
      },
      succeeded,
    );
    expect(made.verdict).toBe('passed');
    expect(metric('gap', made)?.values).toEqual({ min: 1 });
  });

  it('says how to write one that it can read', () => {
    expect(() => parseK6Summary('{"passed": true}')).toThrow(
      /in no format that k6 1.8 writes. Let k6 write it with --summary-export/,
    );
  });
});

describe('case 04: a distribution with its count', () => {
  const trend = (thresholds: object) => ({
    avg: 400,
    med: 300,
    max: 900,
    'p(99)': 880,
    count: 1200,
    thresholds,
  });
  const made = result(
    {
      metrics: {
        http_reqs: { count: 1200, rate: 40.1 },
        http_req_duration: trend({ 'p(99)<200': false }),
        checkout_time: trend({ 'p(99)<1000': false }),
        only_counted: { count: 7 },
      },
    },
    succeeded,
  );

  it('is a trend and no counter', () => {
    expect(made.metrics.map(({ name, type }) => [name, type])).toEqual([
      ['http_req_duration', 'trend'],
      ['http_reqs', 'counter'],
      ['checkout_time', 'trend'],
      ['only_counted', 'trend'],
    ]);
    expect(metric('http_req_duration', made)?.unit).toBe('ms');
    expect(metric('checkout_time', made)?.unit).toBe('');
  });
});

describe('case 24: thresholds that nothing was measured for', () => {
  const summary = {
    metrics: {
      http_reqs: { count: 3, rate: 30 },
      checks: {
        passes: 0,
        fails: 0,
        value: 0,
        thresholds: { 'rate>0.9': false },
      },
      'checks{part:login}': {
        passes: 0,
        fails: 0,
        value: 0,
        thresholds: { 'rate>0.95': false },
      },
      'http_req_duration{scenario:browse}': {
        avg: 0,
        max: 0,
        'p(95)': 0,
        thresholds: { 'p(95)<300': false, 'p(95)>1': false },
      },
    },
  };

  it('are no praise, and have neither value nor margin', () => {
    const made = result(summary, succeeded);
    expect(made.message).toBe(
      'No threshold was crossed, but nothing was measured to hold against them',
    );
    expect(made.thresholds).toHaveLength(4);
    for (const one of made.thresholds) {
      expect(one).toMatchObject({ noSamples: true });
      expect(one).not.toHaveProperty('margin');
      expect(one).not.toHaveProperty('value');
    }
  });

  it('a test that its script marks as failed has failed', () => {
    expect(result(summary, ended(110))).toMatchObject({
      verdict: 'failed',
      message:
        'Step load ended with exit code 110: the script marked the test as failed with exec.test.fail(); its log says why',
    });
    expect(result(fixture('forms/export'), ended(110))).toMatchObject({
      verdict: 'failed',
      message: expect.stringMatching(
        /was crossed\. Besides, the script marked the test as failed/,
      ),
    });
  });
});
