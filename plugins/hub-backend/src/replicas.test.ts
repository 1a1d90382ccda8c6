import { mockServices } from '@backstage/backend-test-utils';
import { Result, runTopic } from '@illm-lab/plugin-hub-common';
import { DefaultEventsService } from '@backstage/plugin-events-node';
import knexFactory, { Knex } from 'knex';
import { observeRun } from './argo/runState';
import { EventReader } from './__testUtils__/EventReader';
import { EXPERIMENT_FILES, fixture, RUN } from './__testUtils__/fixtures';
import { eventually, startHub } from './__testUtils__/startHub';
import { RunStore } from './runs/RunStore';

jest.setTimeout(120_000);

const RESULT: Result = {
  verdict: 'passed',
  message: 'All 3 thresholds held',
  thresholds: [],
  metrics: [],
  summaries: {},
  collectedAt: '2026-11-23T08:00:23.000Z',
};

/** Two replicas on one cluster, one database and one event bus. */
describe('two replicas', () => {
  let knex: Knex;
  let hubs: Awaited<ReturnType<typeof startHub>>[];
  let readers: EventReader[];

  beforeEach(async () => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    const bus = DefaultEventsService.create({
      logger: mockServices.logger.mock(),
    });
    const first = await startHub({ knex, bus });
    const { cluster, forge } = first;
    hubs = [first, await startHub({ cluster, forge, knex, bus })];
    readers = await Promise.all(
      hubs.map(hub => EventReader.open(hub.baseUrl, ['runs', runTopic(RUN)])),
    );
  });
  afterEach(async () => {
    await Promise.all(readers.map(one => one.close()));
    await hubs[1].stopBackend();
    await hubs[0].stop();
    await knex.destroy();
  });

  const atBoth = (check: (reader: EventReader) => void) =>
    eventually(() => readers.forEach(check));

  it('each tell their browsers of runs and results', async () => {
    const { cluster } = hubs[0];
    const { parent, child } = fixture('running');
    cluster.put(parent);
    cluster.put(child!);
    await atBoth(reader =>
      expect(reader.of('run').at(-1)).toMatchObject({
        id: RUN,
        phase: 'Running',
      }),
    );
    cluster.putConfigMap({
      metadata: {
        name: `${RUN}-result`,
        namespace: 'experiments',
        labels: { 'illm.lab/run': RUN, 'illm.lab/result': 'true' },
      },
      data: { 'result.json': JSON.stringify(RESULT) },
    });
    await atBoth(reader => {
      expect(reader.of('result')).toEqual([{ run: RUN, result: RESULT }]);
      expect(reader.of('run').at(-1)?.verdict).toBe('passed');
    });
    cluster.remove(parent);
    await atBoth(reader =>
      expect(reader.of('run').at(-1)).toMatchObject({ phase: 'Error' }),
    );
    const { total, items } = await hubs[1].as('linus').listRuns();
    expect(total).toBe(1);
    expect(items[0].number).toBe(1);
  });

  it('tell each other what the cluster does not show', async () => {
    const [first] = hubs;
    for (const [path, text] of Object.entries(EXPERIMENT_FILES)) {
      first.forge.files.set(path, text);
    }
    first.cluster.refusals.set('POST ', {
      status: 400,
      message: 'no such template',
    });
    await expect(
      first.as('grace').createRun({
        experiment: 'http-baseline',
        idempotencyKey: 'a-key-of-the-test',
      }),
    ).rejects.toMatchObject({ statusCode: 409 });
    await atBoth(reader =>
      expect(reader.of('run').at(-1)).toMatchObject({
        phase: 'Error',
        message: expect.stringContaining('no such template'),
      }),
    );
  });

  it('keep a run that another has seen after their own list was made', async () => {
    const { parent } = fixture('running');
    const store = new RunStore(knex);
    const seen = (id: string, revision: number) =>
      store.observe({
        ...observeRun(parent, undefined),
        ...{ id, revision, idempotencyKey: null },
      });
    // The fake cluster counts its lists from 1,000, and has neither of them.
    await seen('seen-before', 1);
    await seen('seen-since', 1_000_000);
    await hubs[1].stopBackend();
    hubs[1] = await startHub({ ...hubs[0], knex });
    const phase = async (id: string) =>
      (await hubs[1].as('linus').getRun({ id })).phase;
    await eventually(async () =>
      expect(await phase('seen-before')).toBe('Error'),
    );
    expect(await phase('seen-since')).toBe('Running');
  });
});
