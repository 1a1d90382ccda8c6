import { mockCredentials } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import knexFactory, { Knex } from 'knex';
import { EXPERIMENT_FILES } from './__testUtils__/fixtures';
import { startHub } from './__testUtils__/startHub';

jest.setTimeout(60_000);

const MAX = 2;

/** Two replicas of a hub on which a team may have two runs at a time. */
describe('runs of a team at a time', () => {
  let knex: Knex;
  let hubs: Awaited<ReturnType<typeof startHub>>[];

  beforeEach(async () => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    const config = { runs: { maxConcurrentPerTeam: MAX } };
    const first = await startHub({ knex, config });
    const { cluster, forge } = first;
    for (const [path, text] of Object.entries(EXPERIMENT_FILES)) {
      forge.files.set(path, text);
    }
    hubs = [first, await startHub({ cluster, forge, knex, config })];
  });
  afterEach(async () => {
    await hubs[1].stopBackend();
    await hubs[0].stop();
    await knex.destroy();
  });

  const request = () => ({
    experiment: 'http-baseline',
    idempotencyKey: randomUUID(),
  });
  const start = (person = 'grace', hub = hubs[0]) =>
    hub.as(person).createRun(request());
  const all = async () => (await hubs[0].as('grace').listRuns({})).items;

  async function refusal(call: Promise<unknown>) {
    const error = await call.then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ResponseError);
    const { statusCode, body } = error as ResponseError;
    return { status: statusCode, message: String(body.error.message) };
  }

  it('are so many; one more is refused to whoever asks, until one has ended', async () => {
    const first = await start();
    const second = await start('ada');
    const words = `Team web has as many runs that have not ended as hub.runs.maxConcurrentPerTeam allows, 2: ${first.id}, ${second.id}. Wait for one to end, or stop one.`;
    for (const person of ['grace', 'ada']) {
      expect(await refusal(start(person))).toEqual({
        status: 409,
        message: words,
      });
    }
    expect(hubs[0].audit.at(-1)).toMatchObject({
      event: { eventId: 'run-create' },
      outcome: 'fail',
    });
    expect(await all()).toHaveLength(MAX);

    await hubs[0].as('grace').stopRun({ id: first.id });
    // What the hub has of a run says when it has ended.
    await knex('runs')
      .where({ id: first.id })
      .update({ finished_at: new Date().toISOString() });
    expect((await start()).experiment).toBe('http-baseline');
  });

  it('are so many for actions too, as templates and assistants call them', async () => {
    await Promise.all([start(), start()]);
    const response = await fetch(
      `${hubs[0].baseUrl}/.backstage/actions/v1/actions/hub:run-experiment/invoke`,
      {
        method: 'POST',
        headers: {
          Authorization: mockCredentials.user.header('user:default/grace'),
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(request()),
      },
    );
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('hub.runs.maxConcurrentPerTeam');
  });

  it('are no more when many are asked for at once, at both replicas', async () => {
    const answers = await Promise.allSettled(
      [0, 1, 0, 1, 0, 1].map(index => start('grace', hubs[index])),
    );
    const started = answers.filter(({ status }) => status === 'fulfilled');
    expect(started).toHaveLength(MAX);
    expect(await all()).toHaveLength(MAX);
  });

  it('are not counted twice for a request that is repeated', async () => {
    const asked = request();
    await start();
    const run = await hubs[0].as('grace').createRun(asked);
    expect(await hubs[1].as('grace').createRun(asked)).toMatchObject({
      id: run.id,
    });
  });
});

it.each([0, 1.5, -3])('a limit of %s is refused, by its key', async limit => {
  await expect(
    startHub({ config: { runs: { maxConcurrentPerTeam: limit } } }),
  ).rejects.toThrow(/hub\.runs\.maxConcurrentPerTeam is/);
});
