import { createBackup, restoreBackup } from '@illm-lab/local-hub/backup';
import { keepPortalDatabase } from '@illm-lab/local-hub/control';
import { RealHub } from '@illm-lab/local-hub/testing';
import { Run } from '@illm-lab/plugin-hub-common';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Person } from './Person';
import { Postgres } from './Postgres';
import { eventually } from './programs';

const PARTS = ['portal', 'workflow-controller', 'gitops'];
const EXPERIMENT = 'hello-workflow';
const RUN_MS = 600_000;
/** What a finished run has left. */
const OF_RUNS = ['hub.runs', 'hub.results', 'hub.logs', 'hub.log_chunks'];

/** Every row of every table of the portal's, as text. */
async function rowsOf(postgres: Postgres) {
  const tables = await postgres.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const rows: Record<string, string[]> = {};
  for (const { name } of tables) {
    const found = await postgres.query<{ row: string }>(
      `select t::text as row from ${name} t order by 1`,
    );
    rows[name] = found.map(({ row }) => row);
  }
  return rows;
}

/** A local hub whose portal has its database in PostgreSQL, of real parts all. */
describe('a hub with PostgreSQL that was lost', () => {
  let hub: RealHub;
  let postgres: Postgres;
  let folder: string;

  beforeAll(async () => {
    postgres = await Postgres.start();
    hub = await RealHub.create();
    folder = `${hub.place.stateDir}-backup`;
    const { user, password, port, database } = postgres;
    keepPortalDatabase(
      hub.place,
      `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`,
    );
    await hub.start();
    await hub.has(...PARTS);
  }, 600_000);
  afterAll(async () => {
    await hub?.remove();
    await postgres?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  const ada = () =>
    eventually(async () =>
      Person.signIn(
        'ada',
        `http://localhost:${hub.place.port}`,
        await hub.session(),
      ),
    );
  async function aFinishedRun(): Promise<Run> {
    const person = await ada();
    const { id } = await eventually(() =>
      person.startRun(EXPERIMENT, randomUUID()),
    );
    return eventually(async () => {
      const run = await person.json<Run>(`/api/hub/runs/${id}`);
      expect(run).toMatchObject({ phase: 'Succeeded' });
      expect(run.verdict).toBeTruthy();
      return run;
    }, RUN_MS);
  }

  it('comes back with every row of its portal, and goes on', async () => {
    const run = await aFinishedRun();
    const tools = {
      etcdctl: hub.tool('etcdctl'),
      etcdutl: hub.tool('etcdutl'),
      kubectl: hub.tool('kubectl'),
    };
    const before = await rowsOf(postgres);
    const { migrations } = await createBackup({
      repoRoot: hub.repoRoot,
      layout: hub.place,
      folder,
      tools,
    });
    const after = await rowsOf(postgres);
    expect(migrations.length).toBeGreaterThan(5);
    // What was written meanwhile, as schedules are, may be as before or after.
    const still = Object.keys(before).filter(
      name => JSON.stringify(before[name]) === JSON.stringify(after[name]),
    );
    expect(still).toEqual(expect.arrayContaining(OF_RUNS));
    for (const name of OF_RUNS) expect(before[name]).not.toEqual([]);

    await hub.stop();
    rmSync(hub.place.stateDir, { recursive: true });
    await postgres.empty();
    expect(await rowsOf(postgres)).toEqual({});
    await restoreBackup({
      repoRoot: hub.repoRoot,
      folder,
      stateDir: hub.place.stateDir,
      tools: async () => tools,
    });
    const restored = await rowsOf(postgres);
    expect(Object.keys(restored)).toEqual(Object.keys(before));
    for (const name of still) {
      expect([name, restored[name]]).toEqual([name, before[name]]);
    }
    const count = still.reduce((sum, name) => sum + before[name].length, 0);
    expect(count).toBeGreaterThan(100);

    await hub.start();
    await hub.has(...PARTS);
    const person = await ada();
    expect(await person.json(`/api/hub/runs/${run.id}`)).toEqual(run);
    const { number } = await aFinishedRun();
    expect(number).toBe(run.number + 1);
  }, 1_800_000);
});
