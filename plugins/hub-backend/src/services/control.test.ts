import { mockCredentials } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { areaTopic } from '@illm-lab/plugin-hub-common';
import { EventReader } from '../__testUtils__/EventReader';
import { ArgocdRequest, FakeArgocd } from '../__testUtils__/FakeArgocd';
import { FakeCluster } from '../__testUtils__/FakeCluster';
import { eventually, startHub } from '../__testUtils__/startHub';
import { Application } from './argocd/application';
import { FixtureService, serviceFixture } from './__testUtils__/fixtures';

jest.setTimeout(60_000);

let hub: Awaited<ReturnType<typeof startHub>>;
let cluster: FakeCluster;
let argocd: FakeArgocd;
let service: FixtureService;

/** What Argo CD does with an action: it notes the operation. */
function onAction({ path, body }: ArgocdRequest) {
  if (path.endsWith('sync') || path.endsWith('rollback')) {
    const { application } = service;
    change({
      operation: {
        initiatedBy: { username: 'portal' },
        info: body.infos as { name: string; value: string }[],
        sync: {
          prune: body.prune as boolean,
          dryRun: body.dryRun as boolean,
          revision: application.status!.history![0].revision,
        },
      },
    });
  }
}

function change(to: Partial<Application>) {
  service.application = { ...service.application, ...to };
  cluster.putObject('applications', service.application);
}

const read = async () =>
  (await hub.as('linus').services.get({ name: 'drift' })).service;

beforeAll(async () => {
  cluster = new FakeCluster();
  await cluster.up();
  argocd = new FakeArgocd(onAction);
  await argocd.up();
  hub = await startHub({
    cluster,
    config: { argocd: { url: argocd.url, token: 'argocd' } },
  });
});
beforeEach(async () => {
  [service] = serviceFixture('out-of-sync');
  const { tree, managed } = service;
  argocd.put('drift', { tree, managed });
  change({ operation: undefined });
  argocd.asked.length = 0;
  hub.audit.length = 0;
  await eventually(async () => {
    if ((await read()).operation?.phase !== 'Succeeded') {
      throw new Error('It is not seen yet');
    }
  });
});
afterAll(async () => {
  await hub.stop();
  await argocd.down();
});

let keys = 0;
const sync = (more: object = {}) => {
  keys += 1;
  return { name: 'drift', idempotencyKey: `sync-key-${keys}`, ...more };
};

/** The error that a call is answered with. */
async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ResponseError);
  const { statusCode, body } = error as ResponseError;
  return { status: statusCode, message: String(body.error.message) };
}

const audited = () =>
  hub.audit.map(({ event, outcome }) => [
    event.eventId,
    event.meta?.actor,
    outcome,
  ]);

it('tells values of ConfigMaps to the platform team alone', async () => {
  const shown = async (person: string) =>
    JSON.stringify(await hub.as(person).services.get({ name: 'drift' }));
  await eventually(async () => expect(await shown('ada')).toMatch(/green/));
  const others = await shown('linus');
  expect(others).toContain('data.colour');
  expect(others).not.toMatch(/green|blue/);
});

describe('sync', () => {
  it('begins one in the person’s name, and writes that down', async () => {
    const begun = await hub.as('ada').services.sync(sync({ prune: true }));
    expect(begun.operation).toMatchObject({
      phase: 'Running',
      prune: true,
      dryRun: false,
      requestedBy: 'user:default/ada',
    });
    expect(argocd.asked).toMatchObject([
      {
        path: '/applications/drift/sync',
        body: { name: 'drift', prune: true, dryRun: false },
      },
    ]);
    expect(hub.audit).toMatchObject([
      {
        event: {
          eventId: 'service-sync',
          meta: { service: 'drift', prune: true, actor: 'user:default/ada' },
        },
        outcome: 'success',
      },
    ]);
  });

  it('begins one however often it is asked with one key, at once too', async () => {
    const asked = sync({ dryRun: true });
    await Promise.all([1, 2, 3].map(() => hub.as('ada').services.sync(asked)));
    await hub.as('ada').services.sync(asked);
    // Another operation has taken the place of it since.
    change({ operation: undefined });
    await hub.as('ada').services.sync(asked);
    expect(argocd.asked).toHaveLength(1);
    expect(
      await refusal(hub.as('ada').services.sync({ ...asked, dryRun: false })),
    ).toMatchObject({
      status: 409,
      message: expect.stringContaining('Use a new one'),
    });
  });

  it('says in Argo CD’s words why it refuses', async () => {
    argocd.refusal = {
      status: 400,
      message: 'another operation is already in progress',
    };
    expect(await refusal(hub.as('ada').services.sync(sync()))).toEqual({
      status: 409,
      message: 'Argo CD refuses: another operation is already in progress',
    });
  });

  it('says that Argo CD is away, and nothing else suffers', async () => {
    await argocd.down();
    expect(await refusal(hub.as('ada').services.sync(sync()))).toMatchObject({
      status: 503,
      message: expect.stringMatching(/can’t be asked now.*ECONNREFUSED/),
    });
    expect((await hub.as('linus').services.list()).items).toHaveLength(1);
    await argocd.up();
  });
});

describe('rollback', () => {
  it('deploys an entry of the history once', async () => {
    const { status } = service.application;
    const [entry] = status!.history!;
    change({
      status: {
        ...status,
        history: [
          { ...entry, revision: 'a'.repeat(40) },
          { ...entry, id: 7 },
        ],
      },
    });
    await eventually(async () => {
      const { history } = await hub.as('ada').services.get({ name: 'drift' });
      expect(history.map(({ id }) => id)).toEqual([7, 0]);
    });
    const asked = { name: 'drift', deployment: 0 };
    await hub.as('ada').services.rollback(asked);
    await hub.as('ada').services.rollback(asked);
    expect(argocd.asked).toEqual([
      {
        path: '/applications/drift/rollback',
        body: { name: 'drift', id: 0, prune: false, dryRun: false },
      },
    ]);
    expect(
      await refusal(
        hub.as('ada').services.rollback({ name: 'drift', deployment: 3 }),
      ),
    ).toMatchObject({ status: 404 });
  });

  it('is no use while Argo CD syncs by itself, and says so', async () => {
    const { spec } = service.application;
    change({ spec: { ...spec, syncPolicy: { automated: {} } } });
    await eventually(async () =>
      expect((await read()).sync.automated).toBe(true),
    );
    expect(
      await refusal(
        hub.as('ada').services.rollback({ name: 'drift', deployment: 0 }),
      ),
    ).toMatchObject({
      status: 409,
      message: expect.stringContaining('Revert the commit in Git'),
    });
    expect(argocd.asked).toEqual([]);
  });
});

it('refreshes, hard if it is asked to', async () => {
  await hub.as('ada').services.refresh({ name: 'drift' });
  await hub.as('ada').services.refresh({ name: 'drift', hard: true });
  expect(argocd.asked.map(({ path }) => path)).toEqual([
    '/applications/drift?refresh=normal',
    '/applications/drift?refresh=hard',
  ]);
});

describe('rights', () => {
  it.each(['linus', 'grace'])('%s may look and not act', async person => {
    const { services } = hub.as(person);
    expect((await services.list()).items).toHaveLength(1);
    const refused = [
      await refusal(services.refresh({ name: 'drift' })),
      await refusal(services.sync(sync())),
      await refusal(services.rollback({ name: 'drift', deployment: 0 })),
      // Whether there is one is nothing for those who may not act.
      await refusal(services.sync(sync({ name: 'none' }))),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(argocd.asked).toEqual([]);
    const actor = `user:default/${person}`;
    expect(audited()).toEqual([
      ['service-refresh', actor, 'fail'],
      ['service-sync', actor, 'fail'],
      ['service-rollback', actor, 'fail'],
      ['service-sync', actor, 'fail'],
    ]);
  });

  it('nobody may not even look', async () => {
    expect(await refusal(hub.as().services.list())).toMatchObject({
      status: 401,
    });
  });

  it('an action has the rights of its caller', async () => {
    const invoke = async (person: string, action: string, input: object) => {
      const response = await fetch(
        `${hub.baseUrl}/.backstage/actions/v1/actions/hub:${action}/invoke`,
        {
          method: 'POST',
          headers: {
            Authorization: mockCredentials.user.header(
              `user:default/${person}`,
            ),
            'Content-Type': 'application/json',
          },
          body: JSON.stringify(input),
        },
      );
      return { status: response.status, body: await response.json() };
    };
    const asked = sync({ dryRun: true });
    expect((await invoke('grace', 'sync-service', asked)).status).toBe(403);
    const begun = await invoke('ada', 'sync-service', asked);
    expect(begun).toMatchObject({
      status: 200,
      body: { output: { operation: { phase: 'Running', dryRun: true } } },
    });
    const listed = await invoke('grace', 'list-services', {});
    expect(listed.body.output.items).toMatchObject([{ name: 'drift' }]);
    const missing = await invoke('grace', 'get-service', { name: 'none' });
    expect(missing.status).toBe(404);
  });
});

it.each([
  ['an empty key', { idempotencyKey: '' }, /idempotencyKey/],
  ['no key', { idempotencyKey: undefined }, /idempotencyKey/],
  ['a word for prune', { prune: 'yes' }, /prune/],
  ['an unknown option', { force: true }, /additional properties|force/],
])('refuses %s', async (_, input, message) => {
  expect(await refusal(hub.as('ada').services.sync(sync(input)))).toMatchObject(
    { status: 400, message: expect.stringMatching(message) },
  );
});

it('says that there is no such service', async () => {
  const { services } = hub.as('ada');
  expect(await refusal(services.get({ name: 'none' }))).toMatchObject({
    status: 404,
    message: expect.stringContaining('“none”'),
  });
  expect(await refusal(services.sync(sync({ name: 'none' })))).toMatchObject({
    status: 404,
  });
});

it('tells the browsers that something changed', async () => {
  const reader = await EventReader.open(hub.baseUrl, [areaTopic('services')]);
  change({ operation: undefined });
  await eventually(() =>
    expect(reader.of('changed')).toContainEqual({
      area: 'services',
      name: 'drift',
    }),
  );
  await reader.close();
});
