import { Experiment, Result, Stage } from '@illm-lab/plugin-hub-common';
import { Answers, aRun, startFakePortal } from '../testing/fakePortal';
import { run } from '.';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CodeBook } from '@illm-lab/plugin-auth-local-node';

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

const SECRET = 'a-secret-for-tests-only';
const state = mkdtempSync(path.join(tmpdir(), 'lab-cli-'));

beforeAll(() => {
  process.env.LAB_STATE = state;
  mkdirSync(path.join(state, 'secrets'));
  writeFileSync(path.join(state, 'secrets', 'sign-in-secret'), SECRET);
});
afterAll(() => {
  delete process.env.LAB_STATE;
  rmSync(state, { recursive: true });
});

let stdout: string;
let stderr: string;
let portal: Awaited<ReturnType<typeof startFakePortal>>;

async function lab(args: string[], answers: Answers = {}) {
  stdout = '';
  stderr = '';
  process.exitCode = undefined;
  portal = await startFakePortal(SECRET, answers);
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

describe('being let in', () => {
  it('open prints an address that the portal takes once', async () => {
    const book = new CodeBook(SECRET);
    expect(await lab(['open', '--no-open'])).toBe(0);
    const url = new URL(stdout.trim());
    expect(url.href).toMatch(`${portal.url}/api/auth/local/open?code=`);
    const code = url.searchParams.get('code') ?? '';
    expect(await book.redeem(code)).toBe('ok');
    expect(await book.redeem(code)).toBe('used');
    expect(stderr).toContain('./lab open');
  });

  it('token prints what the API takes', async () => {
    expect(await lab(['token'])).toBe(0);
    expect(stdout).toBe('token-of-ada\n');
  });

  it('who cannot read the secret is told where it is looked for', async () => {
    process.env.LAB_STATE = path.join(state, 'elsewhere');
    for (const command of [['open', '--no-open'], ['token']]) {
      expect(await lab(command)).toBe(1);
      expect(stderr).toMatch(/elsewhere.secrets.sign-in-secret.*LAB_STATE/);
    }
    process.env.LAB_STATE = state;
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

  it('says who there is in place of somebody unknown', async () => {
    expect(await lab(['experiment', 'run', 'demo', '--user', 'adda'])).toBe(2);
    expect(stderr).toBe(
      'lab: no such person: adda. Did you mean ada? There are ada, grace.\n',
    );
    expect(portal.requests).toEqual([]);
  });

  it('tells each stage with its sign and its time, on stderr', async () => {
    const stage = (phase: Stage['phase'], finishedAt: string | null) => ({
      id: 's1',
      name: 'provision',
      phase,
      message: null,
      exitCode: null,
      startedAt: '2026-01-01T00:00:00Z',
      finishedAt,
      hasLogs: false,
      children: [],
    });
    let asked = 0;
    await lab(['experiment', 'run', 'demo', '--wait'], {
      ...started,
      [ONE]: () => {
        asked++;
        return {
          body:
            asked === 1
              ? aRun({ stages: [stage('Running', null)] })
              : aRun({
                  phase: 'Succeeded',
                  verdict: 'passed',
                  stages: [stage('Succeeded', '2026-01-01T00:01:05Z')],
                }),
        };
      },
      [RESULT]: () => ({ body: result('passed') }),
    });
    expect(stderr.split('\n').slice(1, 3)).toEqual([
      '… provision',
      '✓ provision  1 m 05 s',
    ]);
    expect(stdout).not.toContain('provision');
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

const EXPERIMENTS = 'GET /api/hub/experiments';
const experiment = (name: string): Experiment => ({
  name,
  entityRef: `component:default/${name}`,
  title: name,
  description: `What ${name}\nis for`,
  owner: null,
});
const known: Answers = {
  [EXPERIMENTS]: () => ({
    body: { items: [experiment('http-baseline'), experiment('demo')] },
  }),
  [`GET ${RUNS}`]: () => ({ body: { items: [aRun()], total: 1 } }),
};

describe('names that there are not', () => {
  it.each([
    [
      ['experiment', 'run', 'http-baselin'],
      'no such experiment: http-baselin. Did you mean http-baseline?',
    ],
    [['experiment', 'run', 'zzz'], 'no such experiment: zzz. See: lab'],
    [
      ['experiment', 'show', 'htp-baseline'],
      'no such experiment or run: htp-baseline. Did you mean http-baseline?',
    ],
    [
      ['experiment', 'open', 'demi-abcde'],
      'no such experiment or run: demi-abcde. Did you mean demo-abcde?',
    ],
    [
      ['experiment', 'stop', 'demo-abcdf'],
      'no such run: demo-abcdf. Did you mean demo-abcde?',
    ],
    [
      ['experiment', 'logs', 'demo-abcdf'],
      'no such run: demo-abcdf. Did you mean demo-abcde?',
    ],
  ])('%j is wrong use, and says what was meant', async (args, words) => {
    expect(await lab(args, known)).toBe(2);
    expect(stderr).toContain(`lab: ${words}`);
    expect(stdout).toBe('');
  });
});

describe('experiment stop', () => {
  const STOP = `POST ${RUNS}/demo-abcde/stop`;

  it('stops a run that goes on', async () => {
    const answers = { [STOP]: () => ({ body: aRun() }) };
    expect(await lab(['experiment', 'stop', 'demo-abcde'], answers)).toBe(0);
    expect(stdout).toContain('Stopping demo #7. What was measured is kept');
    expect(portal.requests.map(({ line }) => line)).toEqual([STOP]);
  });

  it('says of one that has ended how it ended', async () => {
    const ended = aRun({
      phase: 'Succeeded',
      verdict: 'passed',
      finishedAt: '2026-01-01T00:01:00Z',
    });
    const answers = {
      [STOP]: () => ({ body: ended }),
      [RESULT]: () => ({ body: result('passed') }),
    };
    expect(await lab(['experiment', 'stop', 'demo-abcde'], answers)).toBe(0);
    expect(stderr).toContain('had ended already; nothing was changed');
    expect(stdout).toContain('demo #7: passed');
  });
});

describe('experiment logs', () => {
  const step = (id: string, name: string, hasLogs = true) => ({
    id,
    name,
    phase: 'Succeeded' as const,
    message: null,
    exitCode: null,
    startedAt: null,
    finishedAt: null,
    hasLogs,
    children: [],
  });
  const finishedAt = '2026-01-01T00:01:00Z';
  const run2 = aRun({
    phase: 'Succeeded',
    finishedAt,
    stages: [
      { ...step('p', 'provision', false), children: [step('l', 'load')] },
      step('c', 'collect'),
    ],
  });
  const answers: Answers = {
    ...known,
    [ONE]: () => ({ body: run2 }),
    [`GET ${RUNS}/demo-abcde/logs/l`]: () => ({ text: 'one\ntwo\n' }),
    [`GET ${RUNS}/demo-abcde/logs/c`]: () => ({ text: 'three' }),
  };

  it('prints all steps with their names, or one without', async () => {
    expect(await lab(['experiment', 'logs', 'demo-abcde'], answers)).toBe(0);
    expect(stdout).toBe('load  one\nload  two\ncollect  three\n');
    expect(
      await lab(['experiment', 'logs', 'demo-abcde', 'load'], answers),
    ).toBe(0);
    expect(stdout).toBe('one\ntwo\n');
  });

  it('names the steps there are', async () => {
    expect(
      await lab(['experiment', 'logs', 'demo-abcde', 'laod'], answers),
    ).toBe(2);
    expect(stderr).toContain(
      'no such step of demo-abcde: laod. Did you mean load?',
    );
  });

  it('follows: each line once, and none that is half written', async () => {
    let asked = 0;
    const texts = ['on', 'one\ntw', 'one\ntwo\n'];
    const following: Answers = {
      [ONE]: () => {
        asked++;
        return {
          body: aRun({
            stages: [step('l', 'load')],
            ...(asked >= 3 && { finishedAt, phase: 'Succeeded' }),
          }),
        };
      },
      [`GET ${RUNS}/demo-abcde/logs/l`]: () => ({ text: texts[asked - 1] }),
    };
    expect(
      await lab(['experiment', 'logs', 'demo-abcde', '--follow'], following),
    ).toBe(0);
    expect(stdout).toBe('one\ntwo\n');
  });
});

it('experiment open gives the address of what it is', async () => {
  process.env.PATH = '';
  expect(
    await lab(['experiment', 'open', 'demo-abcde'], {
      [ONE]: () => ({ body: aRun() }),
    }),
  ).toBe(0);
  expect(stdout).toBe('http://localhost:1/runs/demo-abcde\n');
  expect(await lab(['experiment', 'open', 'demo'], known)).toBe(0);
  expect(stdout).toBe(`${portal.url}/catalog/default/component/demo\n`);
  expect(stderr).toContain('no browser');
});

it('tells its version', async () => {
  expect(await lab(['--version'])).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('says that the portal does not answer, without a stack', async () => {
  process.env.LAB_URL = 'http://127.0.0.1:9';
  stderr = '';
  expect(await run(['experiment', 'list'])).toBe(1);
  delete process.env.LAB_URL;
  expect(stderr).toMatch(
    /^lab: The portal at http:\/\/127\.0\.0\.1:9 does not answer \(.*\)\. See: \.\/lab status\n$/,
  );
});

describe('completion', () => {
  const offered = async (...words: string[]) => {
    await lab(['complete', '--', ...words], {
      ...known,
      'GET /api/hub/experiments/demo/inputs': () => ({
        body: {
          experiment: 'demo',
          commit: 'c',
          inputs: [{ name: 'vus', required: false }],
        },
      }),
    });
    return stdout
      .split('\n')
      .filter(Boolean)
      .map(line => line.split('\t')[0]);
  };

  it.each([
    [['ex'], ['experiment']],
    [
      ['experiment', 's'],
      ['show', 'stop'],
    ],
    [
      ['experiment', 'run', ''],
      ['http-baseline', 'demo'],
    ],
    [['experiment', 'run', 'ht'], ['http-baseline']],
    [['experiment', 'stop', ''], ['demo-abcde']],
    [
      ['experiment', 'show', 'demo'],
      ['demo', 'demo-abcde'],
    ],
    [['experiment', 'run', 'demo', '--p'], ['--param']],
    [['experiment', 'run', 'demo', '--param', 'v'], ['vus=']],
    [['experiment', 'list', '--user', 'g'], ['grace']],
    [['test', 'i'], ['integration']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['nonsense', ''], []],
  ])('of %j', async (words, wanted) => {
    expect(await offered(...words)).toEqual(wanted);
  });

  it('does not offer what is its own', async () => {
    expect(await offered('co')).toEqual(['completion']);
  });

  it('is quiet where there is no hub', async () => {
    process.env.LAB_URL = 'http://127.0.0.1:9';
    stdout = '';
    stderr = '';
    expect(await run(['complete', '--', 'experiment', 'run', ''])).toBe(0);
    delete process.env.LAB_URL;
    expect(stdout + stderr).toBe('');
  });

  it.each(['bash', 'zsh', 'fish'])('has a script for %s', async shell => {
    expect(await lab(['completion', shell])).toBe(0);
    expect(stdout).toMatch(/complete -- /);
  });

  it('works in bash', async () => {
    await lab(['completion', 'bash']);
    const script = `${stdout}
      lab() { printf 'run\\tstart a run\nrerun\\tx\n'; }
      COMP_WORDS=(lab experiment r); COMP_CWORD=2; _lab; echo "\${COMPREPLY[@]}"`;
    expect(
      execFileSync('/bin/bash', ['-c', script], {
        env: { PATH: '/usr/bin:/bin' },
      }).toString(),
    ).toBe('run rerun\n');
  });
});
