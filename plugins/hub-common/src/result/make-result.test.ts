import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeResult, ResultInput } from './make-result';
import { FailedStep } from './outcome';

// Written by k6 1.8.1 itself, with and without its flags for the summary.
const fixture = (name: string) =>
  readFileSync(resolve(__dirname, '__fixtures__', `${name}.json`), 'utf8');
const crossed = fixture('crossed');
const passed = fixture('passed');
const machineReadable = fixture('machine-readable');

const escaped = (text: string) =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

const succeeded = { phase: 'Succeeded' };
const exit = (exitCode: number, others: FailedStep[] = []) => ({
  phase: 'Failed',
  failedSteps: [
    ...others,
    { name: 'load', message: 'Error (exit code)', exitCode, k6: true },
  ],
});
const check = { name: 'check', message: 'Error (exit code 1)', exitCode: 1 };
const result = (input: Partial<ResultInput>) =>
  makeResult({ outputs: {}, workflow: succeeded, ...input });

describe('makeResult', () => {
  it('says that all thresholds held, with values and margins', () => {
    const made = result({ outputs: { 'k6-summary': passed } });
    expect(made).toMatchObject({
      verdict: 'passed',
      message: 'All 6 thresholds held',
    });
    expect(made.thresholds).toContainEqual({
      metric: 'http_req_duration',
      expression: 'p(95)<200',
      passed: true,
      limit: 200,
      unit: 'ms',
      value: expect.any(Number),
      margin: expect.any(Number),
    });
    const p99 = made.thresholds.find(t => t.expression === 'p(99)<1000')!;
    expect(p99.margin).toBeCloseTo((1000 - p99.value!) / 1000);
    const checks = made.thresholds.find(t => t.metric === 'checks')!;
    expect(checks).toMatchObject({ value: 1, unit: 'ratio' });
    expect(checks.margin).toBeCloseTo(0.1 / 0.9);
  });

  it('has one order of thresholds, whichever k6 writes', () => {
    const summary = JSON.parse(passed);
    const back = Object.fromEntries(Object.entries(summary.metrics).reverse());
    const order = (metrics: object) =>
      result({
        outputs: { 'k6-summary': JSON.stringify({ ...summary, metrics }) },
      }).thresholds.map(({ metric }) => metric);
    expect(order(back)).toEqual(order(summary.metrics));
    expect(order(back)[0]).toBe('http_req_duration');
  });

  it('names the threshold that was crossed', () => {
    const made = result({
      outputs: { 'k6-summary': crossed },
      workflow: exit(99),
    });
    expect(made).toMatchObject({
      verdict: 'failed',
      message:
        'Response time, 95th percentile, was 25.2 ms: 20.2 ms (403 %) above the limit of 5 ms',
      decidedBy: 'load',
    });
    expect(made.summaries['k6-summary']).toEqual(JSON.parse(crossed));
  });

  it('keeps what was measured until the run was stopped, as a part and without a verdict', () => {
    const stopped = {
      workflow: { phase: 'Failed', stopped: true },
      // Written by k6 on SIGTERM.
      outputs: { 'k6-summary': fixture('terminated') },
    };
    const made = result(stopped);
    expect(made).toMatchObject({
      verdict: 'error',
      partial: true,
      message: 'Stopped before its end; what was measured until then is kept.',
    });
    expect(
      made.metrics.find(({ name }) => name === 'iterations')?.values.count,
    ).toBeGreaterThan(0);
    // One that had ended before it was told to is whole.
    expect(
      result({ ...stopped, workflow: { phase: 'Succeeded', stopped: true } }),
    ).not.toHaveProperty('partial');
  });

  it('says which thresholds were held against nothing, and gives them no figure', () => {
    const made = result({ outputs: { 'k6-summary': fixture('no-samples') } });
    expect(made.message).toBe(
      '3 of 9 thresholds held; nothing was measured to hold against the other 6',
    );
    const empty = made.thresholds.filter(({ noSamples }) => noSamples);
    expect(empty.map(({ metric }) => metric).sort()).toEqual([
      'cache_hits',
      'checks{kind:none}',
      'http_req_duration',
      'http_req_duration{status:500}',
      'http_req_failed',
      'queue_time',
    ]);
    for (const threshold of empty) {
      expect(threshold).not.toHaveProperty('value');
      expect(threshold).not.toHaveProperty('margin');
    }
    // No request at all is a count like any other.
    expect(
      made.thresholds.find(({ metric }) => metric === 'http_reqs{a:b}'),
    ).toMatchObject({ value: 0 });
    // What was measured is not called empty because it is 0 here and there.
    const measured = result({ outputs: { 'k6-summary': passed } });
    expect(measured.metrics.filter(({ noSamples }) => noSamples)).toEqual([]);
  });

  it('keeps the failure when the workflow went on after it', () => {
    const made = result({ outputs: { 'k6-summary': crossed } });
    expect(made.verdict).toBe('failed');
  });

  it('tells each metric with its type and unit', () => {
    const { metrics } = result({ outputs: { 'k6-summary': passed } });
    const find = (name: string) => metrics.find(m => m.name === name);
    expect(find('http_req_duration')).toMatchObject({
      type: 'trend',
      unit: 'ms',
    });
    expect(find('http_req_duration{status:200}')).toMatchObject({
      parent: 'http_req_duration',
      unit: 'ms',
    });
    expect(find('data_sent')).toMatchObject({ type: 'counter', unit: 'bytes' });
    expect(find('http_req_failed')).toMatchObject({
      type: 'rate',
      values: { rate: 0 },
    });
    expect(find('vus')).toMatchObject({ type: 'gauge', unit: 'count' });
  });

  it('says how much failed where no threshold does', () => {
    const summary = JSON.parse(passed);
    Object.values<{ thresholds?: object }>(summary.metrics).forEach(metric => {
      delete metric.thresholds;
    });
    const message = () =>
      result({ outputs: { 'k6-summary': JSON.stringify(summary) } }).message;
    expect(message()).toBe('The load finished; it has no thresholds');
    summary.metrics.http_req_failed.value = 1;
    expect(message()).toBe(
      'The load finished, and 100 % of its requests failed; it has no thresholds',
    );
  });

  it('reads k6’s new format, and admits that it tells no thresholds', () => {
    const outputs = { 'k6-summary': machineReadable };
    const held = result({ outputs });
    expect(held.verdict).toBe('passed');
    const requests = held.metrics.find(m => m.name === 'http_reqs')!;
    expect(requests.values).toEqual({
      count: expect.any(Number),
      rate: requests.values.count / JSON.parse(machineReadable).config.duration,
    });
    expect(result({ outputs, workflow: exit(99) })).toMatchObject({
      verdict: 'failed',
      message: expect.stringContaining('its summary does not say which'),
    });
  });

  it('reads what handleSummary gets', () => {
    const data = {
      state: { testRunDurationMs: 1000 },
      metrics: {
        waiting: {
          type: 'trend',
          contains: 'time',
          values: { avg: 3 },
          thresholds: { 'avg<2': { ok: false } },
        },
      },
    };
    expect(
      result({
        outputs: { 'k6-summary': JSON.stringify(data) },
        workflow: exit(99),
      }),
    ).toMatchObject({
      message:
        'waiting, average, was 3 ms: 1 ms (50 %) above the limit of 2 ms',
    });
  });

  it('names a crossed threshold although another step failed first', () => {
    expect(
      result({
        outputs: { 'k6-summary': crossed },
        workflow: exit(99, [check]),
      }),
    ).toMatchObject({
      verdict: 'failed',
      message:
        'Response time, 95th percentile, was 25.2 ms: 20.2 ms (403 %) above the limit of 5 ms. Besides, step check ended with exit code 1: Error (exit code 1)',
    });
    // Nothing was crossed: then that step is the reason.
    expect(
      result({
        outputs: { 'k6-summary': passed },
        workflow: { phase: 'Failed', failedSteps: [check] },
      }),
    ).toMatchObject({
      verdict: 'error',
      message: 'Step check ended with exit code 1: Error (exit code 1).',
    });
  });

  it('names the step when several steps ran k6', () => {
    const made = result({
      outputs: { 'k6-summary-warm': passed, 'k6-summary-peak': crossed },
    });
    expect(made.message).toBe(
      'Response time, 95th percentile, in step peak, was 25.2 ms: 20.2 ms (403 %) above the limit of 5 ms',
    );
    expect(Object.keys(made.summaries)).toEqual([
      'k6-summary-warm',
      'k6-summary-peak',
    ]);
  });

  it.each<[string, Partial<ResultInput>, string | RegExp]>([
    ['the workflow is gone', { workflow: undefined }, 'was not there'],
    [
      'the run was stopped',
      { workflow: { phase: 'Failed', stopped: true } },
      'before anything was measured',
    ],
    [
      'k6 broke',
      { workflow: exit(107) },
      'Step load ended with exit code 107: the script could not be loaded, or threw outside of an iteration.',
    ],
    [
      'the script ended itself',
      { workflow: exit(108) },
      'with exec.test.abort()',
    ],
    [
      'k6 ended with a code that it does not have',
      { workflow: exit(137) },
      'Step load ended with exit code 137: Error (exit code).',
    ],
    [
      'another step broke, with a code that only k6 would mean',
      {
        workflow: {
          phase: 'Failed',
          failedSteps: [{ ...check, exitCode: 99 }],
        },
      },
      'Step check ended with exit code 99: Error (exit code 1).',
    ],
    [
      'k6 broke after it had crossed',
      { workflow: exit(107), outputs: { 'k6-summary': crossed } },
      /exit code 107: .* Until then: Response time, 95th percentile, was 25.2 ms/,
    ],
    [
      'a step never ran',
      {
        workflow: {
          phase: 'Error',
          failedSteps: [{ name: 'load', message: 'image unknown', k6: true }],
        },
      },
      'Step load failed: image unknown',
    ],
    [
      'the workflow could not start',
      { workflow: { phase: 'Error', message: 'invalid spec' } },
      'ended as Error: invalid spec',
    ],
    [
      'the summary was cut',
      { outputs: { 'k6-summary': passed.slice(0, 500) } },
      'not JSON',
    ],
    ['the summary is none', { outputs: { 'k6-summary': '{}' } }, 'no format'],
  ])('gives no verdict when %s', (_what, input, message) => {
    const made = result(input);
    expect(made.verdict).toBe('error');
    expect(made.message).toMatch(
      message instanceof RegExp ? message : escaped(message),
    );
  });

  it('passes an experiment that measures nothing', () => {
    expect(
      result({ outputs: { 'k6-summary': '', other: '{}' } }),
    ).toMatchObject({ verdict: 'passed', thresholds: [], summaries: {} });
  });

  const KIB = 1024;
  const size = (value: unknown) => JSON.stringify(value).length;
  const withMetrics = (count: number, name: (i: number) => string) => {
    const summary = JSON.parse(crossed);
    for (let i = 0; i < count; i++) {
      summary.metrics[name(i)] = { avg: i, min: i, max: i, med: i };
    }
    return JSON.stringify(summary);
  };

  it('drops submetrics first when the summary is too large, and says so', () => {
    const made = result({
      workflow: exit(99),
      outputs: {
        'k6-summary': withMetrics(6000, i => `http_req_duration{url:u${i}}`),
      },
    });
    expect(size(made.summaries)).toBeLessThanOrEqual(256 * KIB);
    expect(made.truncated).toBe(
      '6002 submetrics were left out to stay under 256 KiB.',
    );
    expect(made.metrics.every(m => m.parent === undefined)).toBe(true);
    expect(made.metrics.find(m => m.name === 'http_reqs')).toBeDefined();
    expect(made.message).toContain('above the limit of 5 ms');
    expect(made.thresholds).toHaveLength(6);
  });

  it('drops the raw summary when that is not enough', () => {
    const made = result({
      outputs: { 'k6-summary': withMetrics(6000, i => `custom_metric_${i}`) },
    });
    expect(made.summaries).toEqual({});
    expect(size(made.metrics)).toBeLessThanOrEqual(256 * KIB);
    expect(made.truncated).toContain('raw summary was left out');
    expect(made.verdict).toBe('failed');
  });
});
