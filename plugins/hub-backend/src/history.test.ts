import { Result, runTopic, logTopic, Stage } from '@illm-lab/plugin-hub-common';
import knexFactory, { Knex } from 'knex';
import { openDatabase } from './runs/database';
import { EventReader } from './__testUtils__/EventReader';
import { fixture, RUN } from './__testUtils__/fixtures';
import { eventually, startHub } from './__testUtils__/startHub';

jest.setTimeout(60_000);

const RESULT: Result = {
  verdict: 'failed',
  message: 'k6 crossed p(95)<1 of http_req_duration (3.27 ms)',
  thresholds: [],
  metrics: [],
  summaries: {},
  collectedAt: '2026-11-23T08:00:23.000Z',
};

function resultConfigMap() {
  return {
    metadata: {
      name: `${RUN}-result`,
      namespace: 'experiments',
      labels: { 'illm.lab/run': RUN, 'illm.lab/result': 'true' },
    },
    data: { 'result.json': JSON.stringify(RESULT) },
  };
}

let knex: Knex;
let hub: Awaited<ReturnType<typeof startHub>>;

beforeEach(async () => {
  knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  hub = await startHub({ knex });
});
afterEach(async () => {
  await hub.stop();
  await knex.destroy();
});

/** The Workflows of a state appear on the hub, as kubectl would make them. */
function show(state: string) {
  const { parent, child } = fixture(state);
  hub.cluster.put(parent);
  if (child) {
    hub.cluster.put(child);
  }
  return { parent, child };
}

const getRun = () => hub.as('linus').getRun({ id: RUN });

/** `name: phase` of each stage, steps inside indented. */
function outline(stages: Stage[] = [], indent = ''): string[] {
  return stages.flatMap(({ name, phase, children }) => [
    `${indent}${name}: ${phase}`,
    ...outline(children, `${indent}  `),
  ]);
}

describe('a run that is seen on the hub', () => {
  it.each([
    [
      'pending',
      { phase: 'Pending', message: null, startedAt: null, finishedAt: null },
      [],
    ],
    [
      'running',
      {
        phase: 'Running',
        message: 'The experiment runs: step load',
        finishedAt: null,
      },
      [
        'provision: Succeeded',
        'sync: Succeeded',
        'experiment: Running',
        '  find-target: Succeeded',
        '  load: Running',
        'collect: Pending',
        'clean-up: Pending',
      ],
    ],
    [
      'succeeded',
      {
        phase: 'Succeeded',
        message: null,
        startedAt: '2026-11-23T08:20:30.000Z',
        finishedAt: '2026-11-23T08:21:43.000Z',
        requestedBy: 'user:default/grace',
        parameters: { vus: '5', duration: '4s', profile: 'ramp' },
      },
      [
        'provision: Succeeded',
        'sync: Succeeded',
        'experiment: Succeeded',
        '  find-target: Succeeded',
        '  load: Succeeded',
        'collect: Succeeded',
        'clean-up: Succeeded',
      ],
    ],
    [
      'threshold-failed',
      { phase: 'Failed', message: RESULT.message },
      [
        'provision: Succeeded',
        'sync: Succeeded',
        'experiment: Failed',
        '  find-target: Succeeded',
        '  load: Failed',
        'collect: Succeeded',
        'clean-up: Succeeded',
      ],
    ],
    [
      'step-error',
      {
        phase: 'Failed',
        message: expect.stringContaining('Commit 0000000'),
      },
      ['provision: Failed', 'collect: Succeeded', 'clean-up: Succeeded'],
    ],
    [
      'stopped',
      { phase: 'Stopped', message: 'Stopped before its end.' },
      [
        'provision: Succeeded',
        'sync: Succeeded',
        'experiment: Failed',
        '  find-target: Succeeded',
        '  load: Failed',
        'collect: Succeeded',
        'clean-up: Succeeded',
      ],
    ],
    [
      'terminated',
      {
        phase: 'Stopped',
        message: 'Stopped before its end.',
      },
      [
        'provision: Succeeded',
        'sync: Succeeded',
        'experiment: Failed',
        '  find-target: Succeeded',
        '  load: Failed',
      ],
    ],
    [
      'child-missing',
      { phase: 'Running' },
      [
        'provision: Succeeded',
        'sync: Succeeded',
        'experiment: Running',
        'collect: Pending',
        'clean-up: Pending',
      ],
    ],
  ])('is shown as it is: %s', async (state, expected, stages) => {
    show(state);
    await eventually(async () => {
      const run = await getRun();
      expect(run).toMatchObject({ id: RUN, number: 1, ...expected });
      expect(outline(run.stages)).toEqual(stages);
    });
  });

  it('tells where a failed step’s words and logs are', async () => {
    show('threshold-failed');
    const load = await eventually(async () => {
      const { stages } = await getRun();
      const experiment = stages?.find(stage => stage.name === 'experiment');
      return experiment!.children.find(stage => stage.name === 'load')!;
    });
    expect(load).toMatchObject({
      exitCode: 99,
      message: 'main: Error (exit code 99)',
      namespace: RUN,
      hasLogs: true,
    });
    // Argo's own name for it: workflow, template and FNV-1a of the node's name.
    expect(load.podName).toMatch(new RegExp(`^${RUN}-load-\\d+$`));
  });

  it('keeps the steps inside when their workflow is cleaned up first', async () => {
    const { child } = show('running');
    await eventually(async () =>
      expect(outline((await getRun()).stages)).toContain('  load: Running'),
    );
    hub.cluster.remove(child!);
    hub.cluster.put(fixture('succeeded').parent);
    await eventually(async () => {
      const run = await getRun();
      expect(run.phase).toBe('Succeeded');
      expect(outline(run.stages)).toContain('  load: Succeeded');
    });
  });

  it('has the verdict and the sentence of its result', async () => {
    const asked = hub.as('linus');
    hub.cluster.putConfigMap(resultConfigMap());
    show('threshold-failed');
    await eventually(async () =>
      expect(await getRun()).toMatchObject({
        verdict: 'failed',
        message: RESULT.message,
      }),
    );
    expect(await asked.getResult({ id: RUN })).toEqual(RESULT);
  });

  it('has no result while there is none, and says which', async () => {
    show('running');
    await eventually(getRun);
    await expect(hub.as('linus').getResult({ id: RUN })).rejects.toMatchObject({
      statusCode: 404,
      body: { error: { message: expect.stringContaining('not ended') } },
    });
  });

  it('outlives its Workflow', async () => {
    const { parent } = show('succeeded');
    await eventually(getRun);
    hub.cluster.remove(parent);
    show('child-missing');
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await hub.as('linus').listRuns()).total).toBe(1);
  });

  it('is an error when its Workflow is deleted in mid-run', async () => {
    const { parent } = show('running');
    await eventually(async () =>
      expect((await getRun()).phase).toBe('Running'),
    );
    hub.cluster.remove(parent);
    await eventually(async () =>
      expect(await getRun()).toMatchObject({
        phase: 'Error',
        message: 'Its Workflow was deleted before it had ended.',
        finishedAt: expect.any(String),
      }),
    );
  });
});

describe('breaks', () => {
  it('takes up what happened while the API server was away', async () => {
    show('running');
    await eventually(getRun);
    await hub.cluster.down();
    await eventually(async () =>
      expect((await hub.as('linus').getStatus()).state).toBe('degraded'),
    );
    show('succeeded');
    await hub.cluster.up();
    await eventually(async () =>
      expect((await getRun()).phase).toBe('Succeeded'),
    );
  });

  it('loses and doubles nothing when the backend restarts in mid-run', async () => {
    show('running');
    await eventually(getRun);
    const stage = (await getRun()).stages!.find(s => s.name === 'experiment')!;
    hub.cluster.write(stage.podName!, '2026-11-23T08:00:03.1Z', 'one');
    hub.cluster.write(stage.podName!, '2026-11-23T08:00:03.1Z', 'two');
    const logs = (of = hub) =>
      of.as('linus').getLogs({ id: RUN, stepId: stage.id });
    await eventually(async () => expect(await logs()).toBe('one\ntwo\n'));
    await hub.stopBackend();

    // While no backend runs, the run ends, its result comes, the child goes.
    hub.cluster.write(stage.podName!, '2026-11-23T08:00:03.1Z', 'three');
    hub.cluster.write(stage.podName!, '2026-11-23T08:00:04Z', 'four');
    hub.cluster.end(stage.podName!);
    const { child } = show('threshold-failed');
    hub.cluster.remove(child!);
    hub.cluster.putConfigMap(resultConfigMap());

    const second = await startHub({ ...hub, knex });
    await eventually(async () => {
      const { items, total } = await second.as('linus').listRuns();
      expect(total).toBe(1);
      expect(items[0]).toMatchObject({
        id: RUN,
        number: 1,
        phase: 'Failed',
        verdict: 'failed',
        message: RESULT.message,
      });
    });
    await eventually(async () =>
      expect(await logs(second)).toBe('one\ntwo\nthree\nfour\n'),
    );
    const rows = await (
      await openDatabase({ getClient: async () => knex })
    )('results').count({ count: '*' });
    expect(Number(rows[0].count)).toBe(1);
    await second.stopBackend();
  });

  it('ends runs whose Workflow is gone when the backend comes back', async () => {
    const { parent } = show('running');
    await eventually(getRun);
    await hub.stopBackend();
    hub.cluster.remove(parent);
    const second = await startHub({ ...hub, knex });
    await eventually(async () =>
      expect(await second.as('linus').getRun({ id: RUN })).toMatchObject({
        phase: 'Error',
      }),
    );
    await second.stopBackend();
  });
});

describe('events', () => {
  it('tells each change once, with stages to those who look at the run', async () => {
    const all = await EventReader.open(hub.baseUrl, ['runs']);
    const one = await EventReader.open(hub.baseUrl, [runTopic(RUN)]);
    show('running');
    hub.cluster.putConfigMap(resultConfigMap());
    hub.cluster.put(fixture('threshold-failed').parent);
    await eventually(() => {
      expect(all.of('run').at(-1)).toMatchObject({
        phase: 'Failed',
        verdict: 'failed',
      });
      expect(one.of('result')).toEqual([{ run: RUN, result: RESULT }]);
    });
    expect(all.of('run').every(run => run.stages === undefined)).toBe(true);
    expect(one.of('run').at(-1)?.stages).not.toHaveLength(0);
    expect(all.of('result')).toEqual([]);
    await Promise.all([all.close(), one.close()]);
  });

  it('sends a log as it is written, from where it stands', async () => {
    show('running');
    const stage = await eventually(
      async () => (await getRun()).stages!.find(s => s.name === 'experiment')!,
    );
    const reader = await EventReader.open(hub.baseUrl, [
      logTopic(RUN, stage.id),
    ]);
    hub.cluster.write(stage.podName!, '2026-11-23T08:00:07.5Z', '[load] ü 1');
    hub.cluster.write(stage.podName!, '2026-11-23T08:00:08.25Z', '[load] 2');
    await eventually(() =>
      expect(
        reader
          .of('log')
          .map(e => e.text)
          .join(''),
      ).toBe('[load] ü 1\n[load] 2\n'),
    );
    const { offset, text } = reader.of('log').at(-1)!;
    expect(offset + text.length).toBe('[load] ü 1\n[load] 2\n'.length);
    await reader.close();
  });

  it('replays what was missed, and says so when it can’t', async () => {
    const first = await EventReader.open(hub.baseUrl, ['runs']);
    show('running');
    await eventually(() => expect(first.of('run')).not.toHaveLength(0));
    await first.close();
    const last = first.events.at(-1)!.id;
    hub.cluster.put(fixture('succeeded').parent);
    await eventually(async () =>
      expect((await getRun()).phase).toBe('Succeeded'),
    );
    const back = await EventReader.open(hub.baseUrl, ['runs'], {
      lastEventId: last,
    });
    await eventually(() =>
      expect(back.of('run').at(-1)).toMatchObject({ phase: 'Succeeded' }),
    );
    expect(back.of('reset')).toEqual([]);
    const stranger = await EventReader.open(hub.baseUrl, ['runs'], {
      lastEventId: 'another-7',
    });
    await eventually(() => expect(stranger.of('reset')).toEqual([{}]));
    await Promise.all([back.close(), stranger.close()]);
  });

  it('ends the streams when the backend stops', async () => {
    const reader = await EventReader.open(hub.baseUrl, ['runs']);
    await hub.stopBackend();
    await reader.ended;
    expect(reader.of('run')).toEqual([]);
  });
});
