import { LABEL_RUN } from '@illm-lab/plugin-hub-common';
import { FakeOpenCost } from '../__testUtils__/FakeOpenCost';
import { eventually, startHub } from '../__testUtils__/startHub';
import { databases } from '../__testUtils__/databases';
import { RunStore } from '../runs/RunStore';
import { openDatabase } from '../runs/database';
import { fakeDays } from '../__testUtils__/fakeDays';
import { CostHistory } from './CostHistory';
import { OpenCostClient } from './OpenCostClient';
import { RunCosts } from './RunCosts';
import { RunCostStore } from './RunCostStore';
import { storedLabel } from './allocation';
import { mockServices } from '@backstage/backend-test-utils';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR_MS).toISOString();

describe('the API of costs', () => {
  const openCost = new FakeOpenCost();
  let hub: Awaited<ReturnType<typeof startHub>>;
  beforeAll(async () => {
    await openCost.up();
    openCost.pods = [
      {
        namespace: 'a',
        pod: 'one',
        labels: { team: 'web', cost_center: '=cc' },
        cores: 1,
        gib: 0,
        from: ago(30),
        to: ago(0),
      },
    ];
    hub = await startHub({
      config: { costs: { opencost: { url: openCost.url }, currency: 'CHF' } },
    });
  });
  afterAll(async () => {
    await hub.stop();
    await openCost.stop();
  });

  it('is for everyone who is signed in', async () => {
    const report = await hub
      .as('linus')
      .costs.getReport({ window: 'yesterday', aggregate: 'team' });
    expect(report).toMatchObject({
      currency: 'CHF',
      source: { connected: true },
    });
    expect(report.items.map(({ key }) => key)).toEqual(['web', '__idle__']);
    await expect(hub.as().costs.getReport()).rejects.toMatchObject({
      statusCode: 401,
    });
    await expect(hub.as().costs.getCsv()).rejects.toMatchObject({
      statusCode: 401,
    });
    await expect(hub.as().costs.getBudgets()).rejects.toMatchObject({
      statusCode: 401,
    });
    await expect(hub.as().costs.getRunCost({ id: 'x' })).rejects.toMatchObject({
      statusCode: 401,
    });
  });

  it('says what is wrong with a question', async () => {
    const { costs } = hub.as('ada');
    await expect(
      costs.getReport({ aggregate: 'nonsense' }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: { message: expect.stringContaining('“nonsense”') },
    });
    await expect(
      costs.getReport({ window: 'ever' as 'today' }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(costs.getRunCost({ id: 'no-such' })).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('gives a table that no spreadsheet runs', async () => {
    const csv = await hub.as('ada').costs.getCsv({
      window: 'yesterday',
      aggregate: 'cost-center,team',
      idle: 'hide',
    });
    const [head, first, end] = csv.split('\r\n');
    expect(head).toMatch(
      /^from,to,item,cost-center,team,cpu CHF,.*,total CHF,previous CHF$/,
    );
    expect(first).toMatch(/T00:00:00\.000Z,'=cc\/web,'=cc,web,0\.\d+,0,/);
    expect(end).toBe('');
    const byDay = await hub
      .as('ada')
      .costs.getCsv({ window: '7d', aggregate: 'team', step: 'day' });
    expect(byDay.split('\r\n')[0]).toBe('from,to,item,team,total CHF');
  });

  it('is a source that no run waits for', async () => {
    // Only what has answered once can be lost.
    await eventually(async () => {
      const { source } = await hub.as('ada').costs.getReport({ from: ago(3) });
      expect(source.connected).toBe(true);
    });
    openCost.trouble = (_, response) => Boolean(response.end('rubbish'));
    await eventually(async () => {
      await hub.as('ada').costs.getReport({ from: ago(2) });
      const { sources, state } = await hub.as('ada').getStatus();
      expect(sources).toContainEqual(
        expect.objectContaining({
          name: 'OpenCost',
          connected: false,
          reason: 'answered something that is no JSON',
        }),
      );
      expect(
        sources
          .filter(({ name }) => name !== 'OpenCost')
          .every(({ connected }) => connected),
      ).toBe(true);
      // It answered before: the hub is not well, and its runs go on.
      expect(state).toBe('degraded');
    });
    openCost.trouble = undefined;
  });
});

describe.each(databases.eachSupportedId())('what a run cost, on %s', id => {
  const RUN = 'a-00001';
  const FINISHED = '2026-11-25T10:04:30.000Z';

  async function runCosts() {
    const openCost = new FakeOpenCost();
    await openCost.up();
    const knex = await databases.init(id);
    await openDatabase({ getClient: async () => knex });
    const store = new RunStore(knex);
    const clock = { now: Date.parse('2026-11-25T10:03:00Z') };
    const now = () => clock.now;
    const run = {
      id: RUN,
      experiment: 'a',
      phase: 'Running' as const,
      message: null,
      createdAt: '2026-11-25T10:00:10.000Z',
      startedAt: '2026-11-25T10:00:11.000Z',
      finishedAt: null as string | null,
      requestedBy: null,
      stoppedBy: null,
      idempotencyKey: null,
      commit: null,
      parameters: {},
      kept: false,
      workflowUid: 'uid',
      revision: 1,
      stages: [],
    };
    await store.observe(run);
    openCost.pods = [
      {
        namespace: 'experiments',
        pod: 'step',
        labels: { [storedLabel(LABEL_RUN)]: RUN },
        cores: 1,
        gib: 0,
        from: '2026-11-25T10:00:00Z',
        to: '2026-11-25T10:05:00Z',
      },
      {
        namespace: 'other',
        pod: 'other',
        labels: {},
        cores: 1,
        gib: 4,
        from: '2026-11-25T00:00:00Z',
        to: '2026-11-26T00:00:00Z',
      },
    ];
    const costs = new RunCosts({
      source: new CostHistory({
        days: fakeDays(),
        reader: new OpenCostClient({ url: openCost.url }),
        logger: mockServices.logger.mock(),
        now,
      }),
      store: new RunCostStore(knex),
      runs: store,
      currency: 'EUR',
      now,
    });
    const finish = async () => {
      await store.observe({
        ...run,
        phase: 'Succeeded',
        finishedAt: FINISHED,
        revision: 2,
      });
    };
    return { openCost, costs, clock, finish };
  }

  it('is counted while it goes on, and written down when it is final', async () => {
    const { openCost, costs, clock, finish } = await runCosts();
    const minutes = (count: number) => expect.closeTo((count / 60) * 0.04, 5);
    expect(await costs.get(RUN)).toMatchObject({
      total: minutes(3),
      complete: false,
      currency: 'EUR',
      window: {
        from: '2026-11-25T10:00:00.000Z',
        to: '2026-11-25T10:03:00.000Z',
      },
    });
    await finish();
    clock.now = Date.parse('2026-11-25T10:06:00Z');
    expect(await costs.settle()).toBe(0);
    expect(await costs.get(RUN)).toMatchObject({
      total: minutes(5),
      complete: false,
    });

    clock.now = Date.parse('2026-11-25T10:09:00Z');
    expect(await costs.settle()).toBe(1);
    expect(await costs.settle()).toBe(0);
    // OpenCost forgets, or goes away.
    await openCost.stop();
    expect(await costs.get(RUN)).toMatchObject({
      run: RUN,
      total: minutes(5),
      cost: { cpu: minutes(5), memory: 0, idle: 0 },
      complete: true,
      window: {
        from: '2026-11-25T10:00:00.000Z',
        to: '2026-11-25T10:05:00.000Z',
      },
    });
  });

  it.each([
    ['before there were metrics', false, 'no figures of the time of this run'],
    ['that no pod was seen of', true, 'seen no pod of this run'],
  ])('is not known, and no zero, of a run %s', async (_what, node, why) => {
    const { openCost, costs, clock, finish } = await runCosts();
    openCost.pods = [];
    if (!node)
      openCost.node = { ...openCost.node, from: '2026-11-26T00:00:00Z' };
    const unknown = { total: null, cost: null };
    expect(await costs.get(RUN)).toMatchObject({
      ...unknown,
      notMeasured: 'OpenCost has no figures of this run yet.',
    });
    await finish();
    clock.now = Date.parse('2026-11-25T10:09:00Z');
    expect(await costs.settle()).toBe(1);
    // Written down as what it is: not known.
    await openCost.stop();
    expect(await costs.get(RUN)).toMatchObject({
      ...unknown,
      complete: true,
      notMeasured: expect.stringContaining(why),
    });
  });

  it('is not written down while OpenCost does not answer', async () => {
    const { openCost, costs, clock, finish } = await runCosts();
    await finish();
    clock.now = Date.parse('2026-11-25T10:09:00Z');
    openCost.trouble = (_, response) => Boolean(response.end('rubbish'));
    await expect(costs.settle()).rejects.toThrow('no JSON');
    expect(await costs.get(RUN)).toMatchObject({
      total: null,
      cost: null,
      notMeasured: expect.stringMatching(/^OpenCost .*JSON/),
      complete: false,
      source: { connected: false },
    });
    openCost.trouble = undefined;
    clock.now += 60_000;
    expect(await costs.settle()).toBe(1);
    expect((await costs.get(RUN)).complete).toBe(true);
    await openCost.stop();
  });
});
