import { mockServices } from '@backstage/backend-test-utils';
import { RunCluster } from '@illm-lab/plugin-hub-common';
import { databases } from '../__testUtils__/databases';
import { fixture, RUN } from '../__testUtils__/fixtures';
import { eventually } from '../__testUtils__/startHub';
import { observeRun } from '../argo/runState';
import { EventHub } from '../events/EventHub';
import { openDatabase } from './database';
import { RunStore } from './RunStore';
import { RunTracker } from './RunTracker';

jest.setTimeout(60_000);

const GRACE_MS = 50;
/** Far above any revision of the fixtures. */
const BEFORE_THE_LOSS = 1_000_000_000;

describe.each(databases.eachSupportedId())('RunTracker on %s', id => {
  let store: RunStore;
  let tracker: RunTracker;
  let connected: boolean;
  beforeEach(async () => {
    const knex = await databases.init(id);
    store = new RunStore(await openDatabase({ getClient: async () => knex }));
    connected = true;
    tracker = new RunTracker({
      store,
      events: new EventHub(),
      replicas: { tell: () => {} },
      logger: mockServices.logger.mock(),
      portalUrl: 'http://localhost',
      graceMs: GRACE_MS,
    });
  });
  afterEach(() => tracker.stop());

  const { parent } = fixture('running');
  const seenBeforeTheLoss = () =>
    store.observe({
      ...observeRun(parent, undefined),
      message: 'as it was before the loss',
      revision: BEFORE_THE_LOSS,
    });
  const listing = { revision: 10, isConnected: () => connected };
  const phase = async () => (await store.get(RUN))?.phase;

  it('ends a run that a restored etcd does not have, though it counts from before', async () => {
    await seenBeforeTheLoss();
    await tracker.reconcile([], listing);
    expect(await phase()).toBe('Running');
    await eventually(async () => expect(await phase()).toBe('Error'));
    expect(await store.get(RUN)).toMatchObject({
      message: expect.stringContaining('the hub was restored from a backup'),
      finishedAt: expect.any(String),
    });
  });

  it('takes a run as a restored etcd has it', async () => {
    await seenBeforeTheLoss();
    await tracker.reconcile([parent], listing);
    await tracker.observe(parent);
    expect((await store.get(RUN))?.message).toBe('as it was before the loss');
    await eventually(async () =>
      expect((await store.get(RUN))?.message).toMatch(/^The experiment runs/),
    );
  });

  it('ends nothing while it can’t know', async () => {
    connected = false;
    await seenBeforeTheLoss();
    await tracker.reconcile([], listing);
    await new Promise(done => {
      setTimeout(done, 5 * GRACE_MS);
    });
    expect(await phase()).toBe('Running');
    connected = true;
    await eventually(async () => expect(await phase()).toBe('Error'));
  });

  it('ends a run that the hub never took, though the portal ended meanwhile', async () => {
    await store.create({
      ...observeRun(parent, undefined),
      createdAt: new Date().toISOString(),
      workflowUid: null,
      revision: 0,
      phase: 'Pending',
    });
    await tracker.reconcile([], listing);
    expect(await phase()).toBe('Pending');
    await eventually(async () =>
      expect(await store.get(RUN)).toMatchObject({
        phase: 'Error',
        message: 'The hub never took this run. Start it again.',
      }),
    );
  });

  it('knows of a cluster that went while the portal was away', async () => {
    await store.observe(observeRun(parent, undefined));
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
    await tracker.observeCluster(RUN, cluster('gone'));
    await tracker.observeCluster(RUN, cluster('stays'));
    await tracker.observeCluster(RUN, {
      ...cluster('new'),
      createdAt: new Date(Date.now() + 60_000).toISOString(),
    });
    await tracker.reconcileClusters(new Set(['stays']));
    const clusters = (await store.get(RUN))!.clusters;
    const about = Object.fromEntries(
      clusters.map(({ name, phase: how, message }) => [name, [how, message]]),
    );
    expect(about).toEqual({
      gone: ['Removed', 'It went while the portal did not watch.'],
      stays: ['Ready', ''],
      new: ['Ready', ''],
    });
    expect(clusters.find(({ name }) => name === 'gone')?.removedAt).toEqual(
      expect.any(String),
    );
  });
});
