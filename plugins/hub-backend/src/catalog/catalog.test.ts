import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { noRuns, Result, RunPhase } from '@illm-lab/plugin-hub-common';
import knexFactory, { Knex } from 'knex';
import { openDatabase } from '../runs/database';
import { ObservedRun } from '../runs/rows';
import { RunStore } from '../runs/RunStore';
import { CatalogViews } from './CatalogViews';
import { RunFacts } from './RunFacts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const credentials = mockCredentials.user('user:default/grace');

const group = (
  name: string,
  type: string,
  relations: [string, string][],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, title: name.toUpperCase() },
  spec: { type },
  relations: relations.map(([kind, targetRef]) => ({ type: kind, targetRef })),
});
const experiment = (name: string, dependsOn: string[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'experiment' },
  relations: dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
});
const cluster = (name: string, role?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    ...(role && { annotations: { 'illm.lab/cluster-role': role } }),
  },
  spec: { type: 'kubernetes-cluster' },
});

const entities: Entity[] = [
  group('cc-200', 'cost-center', [
    ['parentOf', 'group:default/web'],
    ['parentOf', 'group:default/data'],
  ]),
  group('web', 'team', [
    ['childOf', 'group:default/cc-200'],
    ['hasMember', 'user:default/grace'],
    ['ownerOf', 'component:default/http-baseline'],
    ['ownerOf', 'component:default/a-service'],
    ['ownerOf', 'resource:default/http-baseline-target'],
  ]),
  group('data', 'team', [
    ['childOf', 'group:default/cc-200'],
    ['ownerOf', 'component:default/queue'],
  ]),
  group('guild', 'guild', []),
  experiment('http-baseline', [
    'resource:default/http-baseline-target',
    'resource:default/some-database',
  ]),
  experiment('queue'),
  {
    ...experiment('a-service'),
    spec: { type: 'service' },
  },
  cluster('http-baseline-target', 'target'),
  cluster('some-database'),
];

let knex: Knex;
let store: RunStore;
let views: CatalogViews;

beforeEach(async () => {
  knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await openDatabase({ getClient: async () => knex });
  store = new RunStore(knex);
  views = new CatalogViews({
    catalog: catalogServiceMock({ entities }),
    facts: new RunFacts(knex),
    now: () => NOW,
  });
});
afterEach(() => knex.destroy());

let count = 0;
async function ran(
  name: string,
  phase: RunPhase,
  result?: { verdict: Result['verdict']; p95?: number; metric?: string },
  createdAt = '2026-11-23T10:00:00.000Z',
): Promise<string> {
  const id = `${name}-${(count += 1)}`;
  const run: ObservedRun = {
    id,
    experiment: name,
    phase,
    message: null,
    createdAt,
    startedAt: null,
    finishedAt: null,
    requestedBy: null,
    stoppedBy: null,
    idempotencyKey: null,
    commit: null,
    parameters: {},
    kept: false,
    workflowUid: null,
    revision: 0,
    stages: [],
  };
  await store.create(run);
  if (result) {
    const { verdict, p95, metric = 'http_req_duration' } = result;
    await store.saveResult(id, {
      verdict,
      message: `p95 ${p95}`,
      thresholds: [],
      metrics: [
        {
          name: metric,
          type: 'trend',
          unit: 'ms',
          values: p95 === undefined ? { avg: 1 } : { avg: 1, 'p(95)': p95 },
        },
      ],
      summaries: {},
      collectedAt: createdAt,
    });
  }
  return id;
}

describe('teams and cost centers', () => {
  it('join members, experiments and the runs of the last 30 days', async () => {
    await ran('http-baseline', 'Succeeded', { verdict: 'passed' });
    // Its clean-up went well, but a threshold was crossed.
    await ran('http-baseline', 'Succeeded', { verdict: 'failed' });
    await ran('http-baseline', 'Error');
    await ran('http-baseline', 'Stopped');
    await ran('http-baseline', 'Running');
    await ran(
      'http-baseline',
      'Succeeded',
      { verdict: 'passed' },
      '2026-10-01T10:00:00.000Z',
    );
    await ran('queue', 'Pending');
    await ran('removed-long-ago', 'Succeeded');

    const web = {
      name: 'web',
      entityRef: 'group:default/web',
      title: 'WEB',
      description: null,
      costCenters: ['group:default/cc-200'],
      members: ['user:default/grace'],
      // What is no experiment is left out.
      experiments: ['http-baseline'],
      runs: {
        ...noRuns(),
        total: 5,
        passed: 1,
        failed: 1,
        error: 1,
        stopped: 1,
        running: 1,
      },
    };
    const teams = await views.teams(credentials);
    expect(teams.map(({ name }) => name)).toEqual(['data', 'web']);
    expect(teams[1]).toEqual(web);
    expect(await views.costCenters(credentials)).toEqual([
      expect.objectContaining({
        name: 'cc-200',
        teams: ['group:default/data', 'group:default/web'],
        experiments: ['http-baseline', 'queue'],
        runs: {
          ...noRuns(),
          total: 6,
          passed: 1,
          failed: 1,
          error: 1,
          stopped: 1,
          running: 1,
          waiting: 1,
        },
      }),
    ]);
  });
});

describe('facts of experiments', () => {
  it('name the declared clusters by role, all runs, and the latency oldest first', async () => {
    const first = await ran('http-baseline', 'Succeeded', {
      verdict: 'passed',
      p95: 180,
    });
    // Measured no percentile: no point.
    await ran('http-baseline', 'Succeeded', { verdict: 'passed' });
    const third = await ran('http-baseline', 'Failed', {
      verdict: 'failed',
      p95: 231.4,
    });
    await ran('queue', 'Succeeded', {
      verdict: 'passed',
      p95: 12,
      metric: 'grpc_req_duration',
    });

    const [http, queue] = await views.experiments(credentials);
    expect(http).toMatchObject({
      experiment: 'http-baseline',
      clusters: [
        { entityRef: 'resource:default/http-baseline-target', role: 'target' },
      ],
      runs: { ...noRuns(), total: 3, passed: 2, failed: 1 },
    });
    expect(http.trend).toEqual([
      expect.objectContaining({ run: first, number: 1, p95: 180 }),
      expect.objectContaining({
        run: third,
        number: 3,
        p95: 231.4,
        verdict: 'failed',
      }),
    ]);
    expect(queue).toMatchObject({
      clusters: [],
      trend: [expect.objectContaining({ p95: 12 })],
    });
  });

  it('keep to the last 20 runs, and take a result that was collected again', async () => {
    const ids: string[] = [];
    for (let n = 1; n <= 22; n += 1) {
      ids.push(await ran('queue', 'Succeeded', { verdict: 'passed', p95: n }));
    }
    const trend = async () => (await views.experiments(credentials))[1].trend;
    expect((await trend()).map(({ p95 }) => p95)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 3),
    );

    const result = (await store.result(ids[21]))!;
    await store.saveResult(ids[21], {
      ...result,
      message: 'p95 99',
      metrics: [{ ...result.metrics[0], values: { 'p(95)': 99 } }],
    });
    expect((await trend()).pop()).toMatchObject({ run: ids[21], p95: 99 });
  });
});

describe('activity', () => {
  it('counts runs since a time in any zone', async () => {
    await ran('queue', 'Succeeded', { verdict: 'passed' });
    await ran('http-baseline', 'Failed');
    await ran('queue', 'Succeeded', undefined, '2026-11-22T23:30:00.000Z');
    // Midnight in Madrid is 23:00 in UTC.
    expect(await views.activity('2026-11-23T00:00:00+01:00')).toEqual({
      ...noRuns(),
      total: 3,
      passed: 2,
      error: 1,
    });
    expect(await views.activity('2026-11-23T00:00:00Z')).toMatchObject({
      total: 2,
    });
    await expect(views.activity('yesterday')).rejects.toThrow(
      /since is “yesterday”.*RFC 3339/,
    );
  });
});
