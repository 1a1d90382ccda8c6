import { Run } from '@illm-lab/plugin-hub-common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Load } from './Load';
import { Person } from './Person';
import { Portal } from './Portal';
import { eventually } from './programs';
import { Replica } from './Replica';
import { Viewer } from './Viewer';

jest.setTimeout(1_200_000);

const EXPERIMENT = 'hello-workflow';
/** A run takes seconds, and minutes on a machine that has much else to do. */
const RUN_MS = 600_000;

/** Two replicas on one PostgreSQL, and people before them. */
describe('two replicas of the portal', () => {
  let portal: Portal;
  const runs: Run[] = [];
  /** Ada runs the platform, and so its experiments. */
  let ada: Person;
  const viewers: Viewer[] = [];
  let load: Load | undefined;

  beforeAll(async () => {
    portal = await Portal.start();
    ada = await eventually(() => Person.signIn('ada', portal.url));
    await eventually(() =>
      ada.json(`/api/hub/experiments/${EXPERIMENT}/inputs`),
    );
  }, 1_200_000);
  afterEach(async () => {
    await load?.stop();
    await Promise.all(viewers.splice(0).map(one => one.close()));
  });
  afterAll(() => portal?.stop(), 120_000);

  const watch = async (url: string) => {
    const viewer = new Viewer(ada.at(url));
    viewers.push(viewer);
    await eventually(() => expect(viewer.connections).toBeGreaterThan(0));
    return viewer;
  };
  const ended = (ids: string[], at = ada) =>
    eventually(async () => {
      for (const id of ids) {
        const { phase } = await at.json<Run>(`/api/hub/runs/${id}`);
        expect(phase).toBe('Succeeded');
      }
    }, RUN_MS);

  it('started at once on an empty database', () => {
    for (const replica of portal.replicas) {
      expect(replica.log()).not.toMatch(/MigrationLocked|failed to start/i);
    }
  });

  it('start a run once, and show it to the browsers of both', async () => {
    const [a, b] = portal.replicas;
    const [atA, atB] = [await watch(a.url), await watch(b.url)];
    const key = randomUUID();
    const answers = await Promise.all([
      ada.at(a.url).startRun(EXPERIMENT, key),
      ada.at(b.url).startRun(EXPERIMENT, key),
    ]);
    expect(answers[1].id).toBe(answers[0].id);
    const { id } = answers[0];
    await ended([id]);

    for (const viewer of [atA, atB]) {
      await eventually(() => {
        const events = viewer.heard.filter(
          ({ run, by }) => run === id && by === 'event',
        );
        expect(events.map(({ phase }) => phase)).toContain('Running');
        expect(events.at(-1)?.phase).toBe('Succeeded');
      });
    }
  });

  it('lose no request and no event in a rolling restart under load', async () => {
    const everywhere = await Promise.all(
      Array.from({ length: 6 }, () => watch(portal.url)),
    );
    load = new Load(ada, 8, 50);
    const startRun = async () =>
      runs.push(await ada.startRun(EXPERIMENT, randomUUID()));

    await startRun();
    for (const replica of portal.replicas) {
      const stopping = replica.stop();
      await startRun();
      expect(await stopping).toBe(0);
      await startRun();
      replica.start();
      await replica.ready();
      // As a Deployment waits for a new pod to be known before the next goes.
      await sleep(2_000);
    }
    await startRun();
    await ended(runs.map(({ id }) => id));
    await load.stop();

    expect(load.answers.length).toBeGreaterThan(200);
    expect(load.failed()).toEqual([]);
    for (const viewer of everywhere) {
      await eventually(() =>
        runs.forEach(({ id }) => expect(viewer.phase(id)).toBe('Succeeded')),
      );
    }
  });

  it('go on when one of them is lost', async () => {
    const [a, b] = portal.replicas as [Replica, Replica];
    const viewer = await watch(portal.url);
    const run = await ada.at(a.url).startRun(EXPERIMENT, randomUUID());
    await a.kill();
    await ended([run.id], ada.at(b.url));
    await eventually(() => expect(viewer.phase(run.id)).toBe('Succeeded'));
    a.start();
    await a.ready();
    await ended([run.id], ada.at(a.url));
  });

  it('stop a run that the other has started', async () => {
    const [a, b] = portal.replicas;
    const { id } = await ada.at(a.url).startRun(EXPERIMENT, randomUUID());
    await ada.at(b.url).json(`/api/hub/runs/${id}/stop`, {});
    await eventually(async () => {
      const run = await ada.at(a.url).json<Run>(`/api/hub/runs/${id}`);
      expect(run).toMatchObject({ phase: 'Stopped', id });
    }, RUN_MS);
  });

  // All of the above was done with the rights of platform/hub/manifests/portal.
  it('have the rights for what they do, and no others', async () => {
    const { sources } = await ada.json<{ sources: { reason?: string }[] }>(
      '/api/hub/status',
    );
    expect(sources).not.toHaveLength(0);
    for (const source of sources) {
      expect(source.reason ?? '').not.toMatch(/forbidden|403/i);
    }
    for (const replica of portal.replicas) {
      expect(replica.log()).not.toMatch(/is forbidden|cannot (list|watch)/i);
    }
    const may = async (...what: string[]) => {
      const asked = ['auth', 'can-i', ...what];
      const answer = portal.hub.kubectl(asked, 'portal');
      // kubectl says no by its status, too.
      return (await answer.catch(({ stdout }) => stdout)).trim();
    };
    expect(await may('create', 'workflows', '-n', 'experiments')).toBe('yes');
    for (const [verb, kind, namespace] of [
      ['delete', 'workflows', 'experiments'],
      ['create', 'workflows', 'default'],
      ['get', 'secrets', 'argocd'],
      ['get', 'secrets', 'illm-lab'],
      ['list', 'configmaps', 'argocd'],
      ['create', 'pods/exec', 'experiments'],
      ['patch', 'applications', 'argocd'],
      ['create', 'serviceaccounts/token', 'illm-lab'],
    ]) {
      expect(`${verb} ${kind}: ${await may(verb, kind, '-n', namespace)}`).toBe(
        `${verb} ${kind}: no`,
      );
    }
    expect(await may('*', '*')).toBe('no');
  });

  it('have recorded each run once, and sent each warning once', async () => {
    const { items } = await ada.json<{ items: Run[] }>(
      '/api/hub/runs?limit=100',
    );
    const made = await portal.hub.kubectl([
      'get',
      ...['workflows', '-l', 'illm.lab/run'],
      '-n',
      'experiments',
      '-o',
      'name',
    ]);
    expect(items).toHaveLength(made.trim().split('\n').length);
    expect(items.map(({ number }) => number).sort((x, y) => x - y)).toEqual(
      items.map((_, index) => index + 1),
    );

    const grace = await Person.signIn('grace', portal.url);
    const { notifications } = await eventually(async () => {
      const answer = await grace.json<{ notifications: object[] }>(
        '/api/notifications?limit=100',
      );
      expect(answer.notifications).not.toHaveLength(0);
      return answer;
    });
    expect(notifications).toHaveLength(1);
    const [{ sent }] = await portal.postgres.query<{ sent: string }>(
      `select count(*) as sent from notifications.notification where topic = 'hub.budget' and "user" = 'user:default/grace'`,
    );
    expect(Number(sent)).toBe(1);
  });

  it('search one index', async () => {
    const found = async ({ url }: Replica) => {
      const { results } = await ada
        .at(url)
        .json<{ results: object[] }>(`/api/search/query?term=${EXPERIMENT}`);
      expect(results).not.toHaveLength(0);
    };
    await Promise.all(portal.replicas.map(one => eventually(() => found(one))));
  });
});
