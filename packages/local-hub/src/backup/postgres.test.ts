import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { keepPortalDatabase, portalDatabase } from '../hub/portalDatabase';
import { layout } from '../hub/layout';
import { FakeHub, REPO_ROOT } from './__testUtils__/fakeHub';
import { restoreBackup } from './index';

/** As the hub's other tests have it; they name the server, and each makes databases. */
const SERVER = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const described = SERVER ? describe : describe.skip;
const where = SERVER
  ? 'in PostgreSQL'
  : 'in PostgreSQL (skipped: BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING names none)';

const psql = (uri: string, sql: string) =>
  execFileSync(
    'psql',
    [
      ...['--no-psqlrc', '--quiet', '--tuples-only', '--no-align'],
      ...['--set=ON_ERROR_STOP=1', `--dbname=${uri}`],
    ],
    { encoding: 'utf8', input: sql },
  )
    .split('\n')
    .filter(line => line !== '');

/** Every row of every table, by table, and what sequences come next. */
function rowsOf(uri: string): Record<string, string[]> {
  const tables = psql(
    uri,
    `select format('%I.%I', table_schema, table_name) from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const sequences = psql(
    uri,
    `select format('%I.%I: %s', schemaname, sequencename, last_value) from pg_sequences order by 1`,
  );
  return Object.fromEntries([
    ...tables.map(name => [
      name,
      psql(uri, `select t::text from ${name} t order by 1`),
    ]),
    ['sequences', sequences],
  ]);
}

/** What a portal keeps, in the types that it uses, and some that are hard to copy. */
const TABLES = `
create schema hub; create schema catalog;
create table hub.knex_migrations (id serial primary key, name text);
insert into hub.knex_migrations (name) values ('20261123000000_init.js');
create table hub.runs (
  id text primary key, number bigint not null, starred boolean,
  seen timestamptz, document jsonb, bytes bytea, search tsvector);
insert into hub.runs select 'run-' || n, n * 1000000007::bigint, nullif(n % 3, 1)::int::boolean,
  timestamptz '2026-12-01' + n * interval '1.000001 s',
  jsonb_build_object('text', E'\\\\\\t”\\n', 'n', n), decode(md5(n::text), 'hex'),
  to_tsvector('simple', 'run ' || n) from generate_series(1, 2000) n;
create table catalog."odd name" (run text references hub.runs, "order" serial unique);
insert into catalog."odd name" (run) select id from hub.runs;`;

described(`the backup of a portal whose database is ${where}`, () => {
  let hub: FakeHub;
  let database: string;
  let other: string;
  let backup: string;
  let target: string;
  const databases: string[] = [];

  const create = () => {
    const name = `backup_${randomUUID().replaceAll('-', '')}`;
    psql(`${SERVER}/postgres`, `create database ${name}`);
    databases.push(name);
    return `${SERVER}/${name}`;
  };
  const restore = (change: { database?: string; force?: boolean } = {}) =>
    restoreBackup({
      repoRoot: REPO_ROOT,
      folder: backup,
      stateDir: target,
      tools: async () => hub.tools,
      ...change,
    });

  beforeEach(async () => {
    hub = await FakeHub.create();
    database = create();
    other = create();
    psql(database, TABLES);
    keepPortalDatabase(hub.layout, database);
    backup = hub.path('backup');
    target = hub.path('restored');
  });
  afterEach(() => {
    hub.remove();
    for (const name of databases.splice(0)) {
      psql(`${SERVER}/postgres`, `drop database ${name} with (force)`);
    }
  });

  it('gives back every row, in another database too, and says where it is', async () => {
    const { migrations } = await hub.backUp();
    expect(migrations).toEqual(['20261123000000_init.js']);
    expect(readdirSync(path.join(backup, 'portal'))).toEqual(['portal.dump']);
    const before = rowsOf(database);
    expect(before['hub.runs']).toHaveLength(2000);
    // What comes after the backup is not in it.
    psql(database, `delete from catalog."odd name"; delete from hub.runs`);

    expect(await restore({ database: other })).toMatchObject({ renamed: [] });
    expect(rowsOf(other)).toEqual(before);
    expect(portalDatabase(layout(target))).toBe(other);
    expect(existsSync(path.join(target, 'portal'))).toBe(false);
    // And it goes on counting where it was.
    const insert = `insert into catalog."odd name" (run) values ('run-1') returning "order"`;
    expect(psql(other, insert)).toEqual(['2001']);
  });

  it('refuses a database that holds tables, and renames them when forced', async () => {
    await hub.backUp();
    const before = rowsOf(database);
    await expect(restore()).rejects.toThrow(
      'There are tables in the database (catalog, hub). To put the backup in their place: lab restore --force',
    );
    expect(existsSync(target) && readdirSync(target).length > 0).toBe(false);
    const { renamed } = await restore({ force: true });
    expect(renamed).toEqual([
      expect.stringMatching(/^catalog_before_\d{14}$/),
      expect.stringMatching(/^hub_before_\d{14}$/),
    ]);
    const after = rowsOf(database);
    expect(after).toMatchObject({
      'hub.runs': before['hub.runs'],
      [`${renamed[1]}.runs`]: before['hub.runs'],
    });
  });

  it('leaves state and database as they were when PostgreSQL refuses', async () => {
    await hub.backUp();
    // Something in the way of a table of another schema, which the dump makes last.
    psql(other, 'create schema hub; create type hub.runs as (a int)');
    await expect(restore({ database: other })).rejects.toThrow(
      /PostgreSQL did not take the portal’s database, and nothing was changed: .*already exists/s,
    );
    expect(rowsOf(other)).toEqual({ sequences: [] });
    expect(existsSync(target) && readdirSync(target).length > 0).toBe(false);
  });

  it('says what to install, and what the server says', async () => {
    const { PATH } = process.env;
    process.env.PATH = hub.path();
    await expect(hub.backUp()).rejects.toThrow(
      /psql is not installed.*sudo apt-get install postgresql-client/,
    );
    process.env.PATH = PATH;
    keepPortalDatabase(hub.layout, `${database}_gone`);
    await expect(hub.backUp()).rejects.toThrow(
      /database does not answer: .*"backup_\w+_gone" does not exist/s,
    );
    expect(existsSync(backup)).toBe(false);
  });

  it('is for PostgreSQL only, as one of SQLite is for SQLite', async () => {
    keepPortalDatabase(hub.layout, '');
    await hub.backUp();
    await expect(restore({ database: other })).rejects.toThrow(
      'in SQLite, and they do not go into PostgreSQL',
    );
  });
});

it.each(['localhost', 'postgresql://db', 'mysql://db/portal', '//db/portal'])(
  'refuses %s as an address, and keeps what is said',
  async uri => {
    const hub = new FakeHub();
    const file = hub.layout.path('secrets', 'portal-database');
    writeFileSync(file, 'postgresql://db/portal\n');
    expect(() => keepPortalDatabase(hub.layout, uri)).toThrow(
      /^LAB_DATABASE is no address .* postgresql:/,
    );
    expect(readFileSync(file, 'utf8')).toBe('postgresql://db/portal\n');
    hub.remove();
  },
);
