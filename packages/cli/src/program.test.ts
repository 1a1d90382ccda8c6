import { Result } from '@illm-lab/plugin-hub-common';
import { Answers, aRun, startFakePortal } from './testing/fakePortal';
import { run } from './program';

const RUNS = '/api/hub/runs';
const ONE = `GET ${RUNS}/demo-abcde`;
const RESULT = `GET ${RUNS}/demo-abcde/result`;

const result = (verdict: Result['verdict']): Result => ({
  verdict,
  message: 'the verdict in words',
  thresholds: [],
  metrics: [],
  summaries: { 'k6-summary': { kept: true } },
  collectedAt: '2026-01-01T00:00:00Z',
});

let stdout: string;
let stderr: string;
let portal: Awaited<ReturnType<typeof startFakePortal>>;

async function lab(args: string[], answers: Answers = {}) {
  stdout = '';
  stderr = '';
  process.exitCode = undefined;
  portal = await startFakePortal(answers);
  process.env.LAB_URL = portal.url;
  try {
    return await run(args);
  } finally {
    await portal.stop();
    delete process.env.LAB_URL;
    process.exitCode = undefined;
  }
}

beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    stdout += text;
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    stderr += text;
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

describe('wrong use', () => {
  it.each([
    [['nonsense']],
    [['up', '--port', 'many']],
    [['test', 'everything']],
    [['experiment', 'run']],
    [['experiment', 'run', 'demo', '--param', 'vus']],
    [['experiment', 'run', 'demo', '--param', 'a=1', '--param', 'a=2']],
  ])('%j ends with status 2 and says why', async args => {
    expect(await lab(args)).toBe(2);
    expect(stderr).not.toBe('');
    expect(stdout).toBe('');
    expect(portal.requests).toEqual([]);
  });

  it('help that was asked for is no error', async () => {
    expect(await lab(['--help'])).toBe(0);
    expect(stdout).toContain('experiment');
  });
});

describe('experiment run', () => {
  const started: Answers = {
    [`POST ${RUNS}`]: () => ({ status: 201, body: aRun() }),
  };

  it('starts a run as the person named, with the inputs given', async () => {
    const status = await lab(
      ['experiment', 'run', 'demo', '--param', 'url=http://x?a=b', '--keep'],
      started,
    );
    expect(status).toBe(0);
    expect(stdout).toBe('demo-abcde\n');
    expect(portal.requests).toEqual([
      {
        line: `POST ${RUNS}`,
        user: 'Bearer token-of-ada',
        body: {
          experiment: 'demo',
          parameters: { url: 'http://x?a=b' },
          keep: true,
          idempotencyKey: expect.stringMatching(/^[-0-9a-f]{36}$/),
        },
      },
    ]);
  });

  it.each([
    ['passed', 'Succeeded', 0],
    ['failed', 'Failed', 1],
    ['error', 'Error', 1],
  ] as const)(
    'waits for the verdict %s and prints one JSON document',
    async (verdict, phase, status) => {
      let asked = 0;
      const ended = aRun({ phase, verdict });
      expect(
        await lab(['experiment', 'run', 'demo', '--wait', '--json'], {
          ...started,
          [ONE]: () => {
            asked++;
            return { body: asked === 1 ? aRun() : ended };
          },
          [RESULT]: () => ({ body: result(verdict) }),
        }),
      ).toBe(status);
      expect(JSON.parse(stdout)).toEqual({
        ...ended,
        result: result(verdict),
      });
    },
  );

  it('follows on when the portal was away', async () => {
    let asked = 0;
    expect(
      await lab(['experiment', 'run', 'demo', '--wait'], {
        ...started,
        [ONE]: () => {
          asked++;
          return asked === 1
            ? { status: 503, body: { error: { message: 'restarting' } } }
            : { body: aRun({ phase: 'Succeeded', verdict: 'passed' }) };
        },
        [RESULT]: () => ({ body: result('passed') }),
      }),
    ).toBe(0);
    expect(stdout).toContain('demo #7: passed');
  });

  it('prints a refusal’s issues, each once', async () => {
    expect(
      await lab(['experiment', 'run', 'demo'], {
        [`POST ${RUNS}`]: () => ({
          status: 400,
          body: {
            response: { statusCode: 400 },
            error: {
              name: 'InputError',
              message: 'The parameters don’t fit.',
              issues: [
                { path: 'parameters.a', message: 'Bad.', remedy: 'Mend it.' },
              ],
            },
          },
        }),
      }),
    ).toBe(2);
    expect(stderr).toBe(
      'lab: The parameters don’t fit.\n  parameters.a: Bad. Mend it.\n',
    );
  });

  it('says who was refused to sign in', async () => {
    expect(await lab(['experiment', 'run', 'demo', '--user', 'eve'])).toBe(1);
    expect(stderr).toContain(
      'Sign-in as eve was refused: nobody is called eve.',
    );
    expect(portal.requests).toEqual([]);
  });
});

describe('experiment show', () => {
  it('takes an experiment that is called like a run for what it is', async () => {
    expect(
      await lab(['experiment', 'show', 'load-tests', '--json'], {
        'GET /api/hub/experiments/load-tests/inputs': () => ({
          body: {
            experiment: 'load-tests',
            commit: 'b'.repeat(40),
            inputs: [],
          },
        }),
        [`GET ${RUNS}`]: () => ({ body: { items: [aRun()], total: 1 } }),
      }),
    ).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      experiment: 'load-tests',
      runs: [{ id: 'demo-abcde' }],
    });
  });

  it('shows a run without a result', async () => {
    expect(
      await lab(['experiment', 'show', 'demo-abcde', '--json'], {
        [ONE]: () => ({ body: aRun() }),
      }),
    ).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ ...aRun(), result: null });
  });
});
