import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { databases } from '../__testUtils__/databases';
import { RetentionConfig } from '../config';
import { LogStore } from '../logs/LogStore';
import { openDatabase } from '../runs/database';
import { RunStore } from '../runs/RunStore';
import { Retention } from './Retention';
import { RetentionStore } from './RetentionStore';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString();

const CONFIG: RetentionConfig = {
  runDays: 100,
  keepRuns: 1,
  logDays: 10,
  configMapDays: 5,
};

describe.each(databases.eachSupportedId())('Retention on %s', databaseId => {
  let knex: Knex;
  let store: RunStore;
  let logs: LogStore;
  /** ConfigMaps in etcd, by name, with their age in days. */
  let configMaps: Map<string, number>;
  let hubAnswers: boolean;
  /** The run whose ConfigMap lacks the label of a result. */
  let notOurs = '';
  const events: unknown[] = [];

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await openDatabase({ getClient: async () => knex });
    store = new RunStore(knex);
    logs = new LogStore(knex);
    configMaps = new Map();
    hubAnswers = true;
    events.length = 0;
  });

  /** A run with result and log; `days` since its end, null when it goes on. */
  async function aRun(id: string, days: number | null, experiment = 'a') {
    await store.create({
      id,
      experiment,
      phase: 'Succeeded',
      message: null,
      createdAt: daysAgo(days ?? 1000),
      startedAt: null,
      finishedAt: days === null ? null : daysAgo(days),
      requestedBy: null,
      stoppedBy: null,
      idempotencyKey: null,
      commit: null,
      parameters: {},
      kept: false,
      workflowUid: 'uid',
      revision: 1,
      stages: [],
    });
    await store.saveResult(id, {
      verdict: 'passed',
      message: '',
      thresholds: [],
      metrics: [],
      summaries: {},
      collectedAt: daysAgo(days ?? 0),
    });
    await logs.save(id, 'main', {
      text: 'said',
      lastTime: '',
      lastCount: 1,
      complete: true,
    });
    await knex('run_costs').insert({ run_id: id, document: '{}' });
  }

  const apply = (change: Partial<RetentionConfig> = {}, present = '') =>
    new Retention({
      config: { ...CONFIG, ...change },
      store: new RetentionStore(knex),
      tracker: { hasWorkflow: run => run === present },
      logger: mockServices.logger.mock(),
      auditor: mockServices.auditor.mock({
        createEvent: async event => {
          events.push(event);
          return { success: async () => {}, fail: async () => {} };
        },
      }),
      connection: {
        get: async <T>(_path: string, query?: Record<string, string>) => {
          if (!hubAnswers) throw new Error('no hub');
          const items = [...configMaps].map(([run, days]) => ({
            metadata: {
              name: `${run}-result`,
              creationTimestamp: daysAgo(days),
              labels: {
                'illm.lab/run': run,
                ...(run !== notOurs && { 'illm.lab/result': 'true' }),
              },
            },
          }));
          // As the API server understands a selector.
          const [label, value] = query?.labelSelector?.split('=') ?? [];
          return {
            items: items.filter(
              ({ metadata }) =>
                !label ||
                (metadata.labels as Record<string, string>)[label] === value,
            ),
          } as T;
        },
        remove: async path => {
          configMaps.delete(/([^/]+)-result$/.exec(path)![1]);
        },
      },
    }).apply();

  /** What of each run is there. */
  async function left() {
    const found: Record<string, string[]> = {};
    for (const { id } of await knex('runs').select('id').orderBy('id')) {
      found[id] = [];
    }
    for (const table of ['results', 'logs', 'log_chunks', 'run_costs']) {
      for (const { run_id } of await knex(table).select('run_id')) {
        (found[run_id] ??= []).push(table);
      }
    }
    return found;
  }
  const WHOLE = ['results', 'logs', 'log_chunks', 'run_costs'];
  const WITHOUT_LOGS = ['results', 'run_costs'];

  it('removes old runs whole, and the logs of those that are not as old', async () => {
    await aRun('a-1', 300);
    await aRun('a-2', 50);
    await aRun('a-3', 2);
    expect(await apply()).toEqual({ runs: 1, logs: 1, configMaps: 0 });
    expect(await left()).toEqual({ 'a-2': WITHOUT_LOGS, 'a-3': WHOLE });
    expect(events).toEqual([
      expect.objectContaining({
        eventId: 'retention',
        meta: expect.objectContaining({ runs: 1, logs: 1 }),
      }),
    ]);
    expect(await apply()).toEqual({ runs: 0, logs: 0, configMaps: 0 });
    expect(events).toHaveLength(1);
  });

  it('keeps what has a star, goes on, is on the hub or is the newest of its experiment', async () => {
    await aRun('starred', 300);
    await store.star('starred', 'user:default/ada');
    await aRun('going-on', null);
    await aRun('on-the-hub', 300);
    await aRun('old', 300);
    await aRun('newest', 300);
    await aRun('b-only', 300, 'b');
    await apply({}, 'on-the-hub');
    expect(await left()).toEqual({
      starred: WHOLE,
      'going-on': WHOLE,
      'on-the-hub': WHOLE,
      newest: WITHOUT_LOGS,
      'b-only': WITHOUT_LOGS,
    });
  });

  it('counts on after the runs that are gone', async () => {
    for (const id of ['a-1', 'a-2', 'a-3']) await aRun(id, 300);
    await apply();
    await aRun('a-4', 0);
    expect((await store.get('a-4'))?.number).toBe(4);
  });

  it('takes from etcd only results that are saved, old and have no star', async () => {
    await aRun('old', 20);
    await aRun('young', 2);
    await aRun('starred', 20);
    await store.star('starred', 'user:default/ada');
    configMaps.set('old', 20).set('young', 2).set('starred', 20);
    configMaps.set('not-saved', 20);
    await aRun('no-result', 20);
    configMaps.set('no-result', 20);
    notOurs = 'no-result';
    expect(await apply({ logDays: 0 })).toMatchObject({ configMaps: 1 });
    expect([...configMaps.keys()]).toEqual([
      ...['young', 'starred', 'not-saved', 'no-result'],
    ]);
    expect((await left()).old).toEqual(WHOLE);
  });

  it('removes old runs though the hub does not answer, and nothing where it is told never', async () => {
    for (const id of ['a-1', 'a-2']) await aRun(id, 300);
    configMaps.set('a-1', 300);
    const never = { runDays: 0, logDays: 0, configMapDays: 0 };
    expect(await apply(never)).toEqual({ runs: 0, logs: 0, configMaps: 0 });
    hubAnswers = false;
    expect(await apply()).toMatchObject({ runs: 1, configMaps: 0 });
  });
});
