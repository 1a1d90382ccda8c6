import { runScript } from './__testUtils__/runScript';
import { experiments } from './__testUtils__/inputs';
import { checkLoad, DEFAULT_LOAD, loadCurve, RequestLoad } from './load';
import { loadFiles } from './load/script';
import { scenarioInputs } from './load/inputs';

const envOf = (load: RequestLoad, changed: Record<string, string> = {}) => ({
  TARGET_URL: 'http://target:1/',
  THRESHOLDS: '{"checks":["rate>0.9"]}',
  ...Object.fromEntries(
    load.scenarios
      .flatMap(one => Object.values(scenarioInputs(one, load)))
      .map(({ env, input }) => [env, input.default ?? '']),
  ),
  ...changed,
});

const run = (change: Partial<RequestLoad>, answer?: object, env = {}) => {
  const checked = checkLoad({ ...DEFAULT_LOAD, ...change });
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues));
  const load = checked.load as RequestLoad;
  const [main, ...others] = loadFiles(load);
  const files = Object.fromEntries(others.map(one => [one.path, one.content]));
  return runScript(main.content, envOf(load, env), { files, answer });
};

describe('the k6 script', () => {
  it('asks for what was said, at the address that the run has', () => {
    const { requests, options, sleeps } = run({}, {}, { VUS: '7' });
    expect(requests).toEqual([
      { method: 'GET', url: 'http://target:1/', body: undefined, headers: {} },
    ]);
    expect(options).toMatchObject({
      thresholds: { checks: ['rate>0.9'] },
      scenarios: {
        load: {
          executor: 'ramping-vus',
          startVUs: 0,
          stages: [
            { duration: '2s', target: 7 },
            { duration: '10s', target: 7 },
            { duration: '2s', target: 0 },
          ],
        },
      },
    });
    expect(sleeps).toEqual([0.05]);
  });

  it('keeps an arrival rate without pauses, beside users who pause', () => {
    const { load } = experiments.image as { load: RequestLoad };
    const { options, requests, sleeps, expected } = run(load, {
      status: 409,
      body: '{"dry":true}',
    });
    expect(options.scenarios).toMatchObject({
      steady: { rate: 20, preAllocatedVUs: 40, duration: '30s' },
      lunch: { exec: 'user', startTime: '10s' },
    });
    expect(requests.map(({ body }) => body)).toEqual([load.body, load.body]);
    expect(sleeps).toEqual([0.05]);
    // A status that is wanted is not counted as failed.
    expect(expected).toContain(409);
  });

  it.each<[string, Partial<RequestLoad>, object, string[]]>([
    [
      'a status',
      { checks: [{ kind: 'status', value: 200 }] },
      { status: 503 },
      ['answers 200'],
    ],
    [
      'a text',
      { checks: [{ kind: 'contains', value: 'a::b' }] },
      { body: 'ab' },
      ['has “a: :b”'],
    ],
    [
      'a time',
      { checks: [{ kind: 'within', value: 5 }] },
      { timings: { duration: 6 } },
      ['answers within 5 ms'],
    ],
  ])('checks %s', (_what, change, answer, failed) => {
    expect(run(change, answer).failed).toEqual(failed);
    expect(run(change, { body: 'a::b' }).failed).toEqual([]);
  });

  it('keeps checks apart that would have one name', () => {
    const text = 'x'.repeat(100);
    const { checks } = run({
      checks: [
        { kind: 'contains', value: `${text}1` },
        { kind: 'contains', value: `${text}2` },
      ],
    });
    expect(new Set(checks).size).toBe(2);
  });
});

describe('the curve', () => {
  it('is what k6 makes of the scenarios', () => {
    const { load } = experiments.image as { load: RequestLoad };
    expect(loadCurve(load)).toEqual({
      lines: [
        {
          name: 'steady',
          unit: 'rate',
          points: [
            { at: 0, value: 0 },
            { at: 0, value: 20 },
            { at: 30, value: 20 },
            { at: 30, value: 0 },
          ],
        },
        {
          name: 'lunch',
          unit: 'vus',
          points: [
            { at: 10, value: 0 },
            { at: 25, value: 10 },
            { at: 85, value: 10 },
            { at: 100, value: 0 },
          ],
        },
      ],
      seconds: 100,
    });
  });
});
