import { mockCredentials } from '@backstage/backend-test-utils';
import { EXPERIMENT_FILES } from './__testUtils__/fixtures';
import { startHub } from './__testUtils__/startHub';

jest.setTimeout(60_000);

let hub: Awaited<ReturnType<typeof startHub>>;

beforeAll(async () => {
  hub = await startHub();
  for (const [path, text] of Object.entries(EXPERIMENT_FILES)) {
    hub.forge.files.set(path, text);
  }
});
afterAll(() => hub.stop());

async function call(authorization: string, path: string, input?: object) {
  const response = await fetch(
    `${hub.baseUrl}/.backstage/actions/v1/actions${path}`,
    {
      method: input ? 'POST' : 'GET',
      headers: {
        Authorization: authorization,
        'Content-Type': 'application/json',
      },
      body: input && JSON.stringify(input),
    },
  );
  return { status: response.status, body: await response.json() };
}

const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);
const invoke = (authorization: string, name: string, input: object) =>
  call(authorization, `/hub:${name}/invoke`, input);
const start = { experiment: 'http-baseline', idempotencyKey: 'action-key-1' };

describe('actions', () => {
  it('are listed with what they do', async () => {
    const { body } = await call(as('grace'), '');
    expect(
      body.actions.map(
        (action: { id: string; attributes: Record<string, boolean> }) => [
          action.id,
          Object.entries(action.attributes)
            .filter(([, is]) => is)
            .map(([name]) => name)
            .sort(),
        ],
      ),
    ).toEqual([
      ['hub:run-experiment', ['idempotent']],
      ['hub:get-run', ['idempotent', 'readOnly']],
      ['hub:list-runs', ['idempotent', 'readOnly']],
      ['hub:stop-run', ['destructive', 'idempotent']],
      ['hub:list-services', ['idempotent', 'readOnly']],
      ['hub:get-service', ['idempotent', 'readOnly']],
      ['hub:refresh-service', ['idempotent']],
      ['hub:sync-service', ['destructive', 'idempotent']],
      ['hub:rollback-service', ['destructive', 'idempotent']],
    ]);
  });

  it('start, show, list and stop a run with the caller’s rights', async () => {
    const started = await invoke(as('grace'), 'run-experiment', start);
    expect(started).toMatchObject({
      status: 200,
      body: {
        output: { phase: 'Pending', requestedBy: 'user:default/grace' },
      },
    });
    const { id } = started.body.output;
    const again = await invoke(as('grace'), 'run-experiment', start);
    expect(again.body.output.id).toBe(id);
    const shown = await invoke(as('linus'), 'get-run', { id });
    expect(shown.body.output).toMatchObject({ id, number: 1 });
    const listed = await invoke(as('linus'), 'list-runs', {});
    expect(listed.body.output).toMatchObject({ total: 1, items: [{ id }] });
    const stopped = await invoke(as('grace'), 'stop-run', { id });
    expect(stopped.status).toBe(200);
    expect(hub.cluster.asked.at(-1)?.path).toBe(`/${id}/stop`);
  });

  it('refuse people of other teams and services, and write it down', async () => {
    hub.audit.length = 0;
    const { items } = await hub.as('linus').listRuns();
    const [{ id }] = items;
    const stranger = as('linus');
    const service = mockCredentials.service.header({
      onBehalfOf: mockCredentials.service('external:ci'),
      targetPluginId: 'hub',
    });
    const key = { ...start, idempotencyKey: 'action-key-2' };
    const refused = [
      await invoke(stranger, 'run-experiment', key),
      await invoke(stranger, 'stop-run', { id }),
      await invoke(service, 'run-experiment', key),
    ];
    expect(refused.map(one => one.status)).toEqual([403, 403, 403]);
    expect(
      hub.audit.map(({ event, outcome }) => [
        event.eventId,
        event.meta?.actor,
        outcome,
      ]),
    ).toEqual([
      ['run-create', 'user:default/linus', 'fail'],
      ['run-stop', 'user:default/linus', 'fail'],
      ['run-create', 'external:ci', 'fail'],
    ]);
    expect((await hub.as('linus').listRuns()).total).toBe(items.length);
  });
});
