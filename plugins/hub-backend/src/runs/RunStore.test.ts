import { RunCluster } from '@illm-lab/plugin-hub-common';
import { databases } from '../__testUtils__/databases';
import { openDatabase } from './database';
import { ObservedRun } from './rows';
import { RunStore } from './RunStore';

jest.setTimeout(60_000);

function run(change: Partial<ObservedRun> = {}): ObservedRun {
  return {
    id: 'a-00001',
    experiment: 'a',
    phase: 'Running',
    message: null,
    createdAt: '2026-11-23T08:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    requestedBy: 'user:default/ada',
    stoppedBy: null,
    idempotencyKey: null,
    commit: null,
    parameters: { users: '5' },
    kept: false,
    workflowUid: 'uid',
    revision: 10,
    stages: [],
    ...change,
  };
}

describe.each(databases.eachSupportedId())('RunStore on %s', id => {
  let store: RunStore;
  beforeEach(async () => {
    const knex = await databases.init(id);
    store = new RunStore(await openDatabase({ getClient: async () => knex }));
  });

  it('shows a copy of a run’s Workflow as a run that nobody asked for', async () => {
    const asked = run({ idempotencyKey: 'key' });
    await store.create(asked);
    const copy = run({
      id: 'a-00002',
      idempotencyKey: 'key',
      workflowUid: 'another',
    });
    expect(await store.observe(copy)).toMatchObject({
      id: 'a-00002',
      requestedBy: null,
      idempotencyKey: null,
      workflowUid: 'another',
      number: 2,
    });
    expect(await store.observe({ ...copy, revision: 11 })).toMatchObject({
      requestedBy: null,
    });
    expect(await store.findByKey('user:default/ada', 'key')).toMatchObject({
      id: 'a-00001',
      requestedBy: 'user:default/ada',
    });
  });

  it('comes to the same end in whatever order news arrive', async () => {
    const news = [
      run({ phase: 'Pending', revision: 1 }),
      run({ phase: 'Running', revision: 2 }),
      run({
        phase: 'Failed',
        revision: 3,
        finishedAt: '2026-11-23T08:01:00.000Z',
      }),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0, 1, 2],
    ]) {
      for (const index of order) {
        await store.observe(news[index]);
      }
      expect(await store.get('a-00001')).toMatchObject({
        phase: 'Failed',
        number: 1,
        finishedAt: '2026-11-23T08:01:00.000Z',
      });
    }
    expect((await store.list({ limit: 10 })).total).toBe(1);
  });

  it('numbers runs of an experiment without gap or double, at once too', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        store.observe(run({ id: `a-0000${i}`, revision: i })),
      ),
    );
    await store.observe(run({ id: 'b-00001', experiment: 'b' }));
    const { runs } = await store.list({ experiment: 'a', limit: 10 });
    expect(runs.map(one => one.number).sort()).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    const last = await store.lastRuns();
    expect([...last.values()].map(r => [r.experiment, r.number])).toEqual(
      expect.arrayContaining([
        ['a', 8],
        ['b', 1],
      ]),
    );
  });

  it('takes a person’s key once', async () => {
    const key = { idempotencyKey: 'key-12345' };
    expect(await store.create(run({ ...key }))).toBe(true);
    expect(await store.create(run({ ...key, id: 'a-00002' }))).toBe(false);
    const other = { ...key, id: 'a-00003', requestedBy: 'user:default/grace' };
    expect(await store.create(run(other))).toBe(true);
    const found = await store.findByKey('user:default/ada', 'key-12345');
    expect(found?.id).toBe('a-00001');
  });

  it('keeps what it wrote at the start, whatever a Workflow says', async () => {
    await store.create(run({ revision: 0 }));
    await store.observe(
      run({ requestedBy: 'user:default/mallory', parameters: {} }),
    );
    expect(await store.get('a-00001')).toMatchObject({
      requestedBy: 'user:default/ada',
      stoppedBy: null,
      parameters: { users: '5' },
    });
  });

  it('does not change a run that has gone on meanwhile', async () => {
    const error = { phase: 'Error' as const, message: 'The hub is away.' };
    await store.create(run({ workflowUid: null }));
    expect(await store.update('a-00001', error, 'unsubmitted')).toMatchObject(
      error,
    );

    await store.observe(run({ phase: 'Running', message: null }));
    await store.update('a-00001', error, 'unsubmitted');
    expect(await store.get('a-00001')).toMatchObject({ phase: 'Running' });

    const finishedAt = '2026-11-23T08:01:00.000Z';
    await store.observe(run({ phase: 'Succeeded', finishedAt }));
    await store.update('a-00001', error, 'running');
    expect(await store.get('a-00001')).toMatchObject({ phase: 'Succeeded' });
  });

  it('loses no cluster of a run when several are written at once', async () => {
    await store.observe(run());
    const cluster = (name: string): RunCluster => ({
      name,
      role: 'target',
      provider: 'local',
      phase: 'Ready',
      message: '',
      createdAt: '2026-11-23T08:00:00.000Z',
      removedAt: null,
      timeline: [],
    });
    const names = ['one', 'two', 'three', 'four'];
    await Promise.all(
      names.map(name =>
        store.changeClusters('a-00001', known => [...known, cluster(name)]),
      ),
    );
    const { clusters } = (await store.get('a-00001'))!;
    expect(clusters.map(one => one.name).sort()).toEqual([...names].sort());
  });

  it('keeps who stopped a run: the person, however it was done', async () => {
    const stopped = (stoppedBy: string | null, revision: number) =>
      store.observe(run({ phase: 'Stopped', stoppedBy, revision }));
    await stopped('argo', 11);
    expect(await store.get('a-00001')).toMatchObject({
      stoppedBy: 'argo',
      message: 'Stopped by argo before its end.',
    });
    await store.stopped('a-00001', 'user:default/ada');
    await store.stopped('a-00001', 'user:default/grace');
    await stopped('argo', 12);
    await store.saveResult('a-00001', {
      verdict: 'error',
      message: 'in the result’s words',
      partial: true,
      thresholds: [],
      metrics: [],
      summaries: {},
      collectedAt: '2026-11-23T08:01:00.000Z',
    });
    expect(await store.get('a-00001')).toMatchObject({
      stoppedBy: 'user:default/ada',
      partial: true,
      message:
        'Stopped by ada before its end; what was measured until then is kept.',
    });
  });

  it('gives a run the verdict and the sentence of its result', async () => {
    const result = {
      verdict: 'passed' as const,
      message: 'All 3 thresholds held',
      thresholds: [],
      metrics: [],
      summaries: {},
      collectedAt: '2026-11-23T08:01:00.000Z',
    };
    await store.saveResult('a-00001', result);
    await store.saveResult('a-00001', result);
    await store.observe(run({ message: 'another' }));
    expect(await store.get('a-00001')).toMatchObject({
      verdict: 'passed',
      message: 'All 3 thresholds held',
    });
    expect(await store.result('a-00001')).toEqual(result);
  });
});
