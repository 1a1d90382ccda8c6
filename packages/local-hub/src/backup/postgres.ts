import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../host/findProgram';
import { BackupError } from './BackupError';

const run = promisify(execFile);

/** In PostgreSQL's own format, compressed. */
const DUMP = 'portal.dump';
/** All that a restore does, as SQL. */
const SCRIPT = 'portal.sql';
/** Rows of a hub's longest answer here are names of migrations. */
const MAX_OUTPUT = 2 ** 24;
/** The hub's own tables have a schema of that name. */
const MIGRATIONS = 'hub.knex_migrations';
/** What is longer PostgreSQL cuts off. */
const MAX_NAME = 63;

/** PostgreSQL's client tools; a package has them all. */
type Client = 'pg_dump' | 'pg_restore' | 'psql';

/** By the environment, since everybody may read what a process is called with. */
function connection(uri: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname, searchParams } =
    new URL(uri);
  const sslMode = searchParams.get('sslmode');
  return {
    PATH: process.env.PATH,
    LC_ALL: 'C.UTF-8',
    PGHOST: hostname.replace(/^\[|\]$/g, ''),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGCONNECT_TIMEOUT: '10',
    ...(sslMode && { PGSSLMODE: sslMode }),
  };
}

/** @throws BackupError with the tool's own words, or what to install */
async function client(
  what: string,
  name: Client,
  args: string[],
  uri: string,
): Promise<string> {
  const command = findProgram(name);
  if (!command) {
    throw new BackupError(
      `The portal's database is in PostgreSQL, and ${name} is not installed. Install PostgreSQL's client tools, of the server's version or later: sudo apt-get install postgresql-client`,
    );
  }
  try {
    const { stdout } = await run(command, args, {
      env: connection(uri),
      maxBuffer: MAX_OUTPUT,
    });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new BackupError(`${what}: ${stderr?.trim() || message}`);
  }
}

async function ask(uri: string, sql: string): Promise<string[]> {
  const answer = await client(
    'The portal’s database does not answer',
    'psql',
    ['--no-psqlrc', '--tuples-only', '--no-align', `--command=${sql}`],
    uri,
  );
  return answer.split('\n').filter(line => line !== '');
}

/**
 * Saves the portal's database as it is at one moment; it may be in use.
 *
 * @returns the migrations that the hub's tables have had
 */
export async function savePostgres(uri: string, to: string): Promise<string[]> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const [isThere] = await ask(
    uri,
    `select to_regclass('${MIGRATIONS}') is not null`,
  );
  const migrations =
    isThere === 't'
      ? await ask(uri, `select name from ${MIGRATIONS} order by name`)
      : [];
  await client(
    'PostgreSQL gave no dump',
    'pg_dump',
    [
      ...['--format=custom', '--no-owner', '--no-privileges'],
      `--file=${path.join(to, DUMP)}`,
    ],
    uri,
  );
  return migrations;
}

/** Schemas with tables, but for PostgreSQL's own. */
const used = (uri: string) =>
  ask(
    uri,
    `select distinct table_schema from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );

/**
 * Checks that a database can take the portal's.
 *
 * @param force - whether what is there may be moved aside
 * @throws BackupError when it does not answer, or holds tables
 */
export async function checkPostgres(
  uri: string,
  force: boolean,
): Promise<void> {
  const schemas = await used(uri);
  if (schemas.includes('public')) {
    throw new BackupError(
      'The database has tables in the schema public, where the portal keeps none. Name a database of the portal’s own with LAB_DATABASE.',
    );
  }
  if (schemas.length > 0 && !force) {
    throw new BackupError(
      `There are tables in the database (${schemas.join(
        ', ',
      )}). To put the backup in their place: lab restore --force; what is there is renamed, not removed. Or name an empty database with LAB_DATABASE.`,
    );
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Makes the portal's database from a dump, whole or not at all. Schemas that are
 * there get another name.
 *
 * @param suffix - what they are called besides, for example `_before_2026`
 * @param folder - for what is made on the way
 * @returns the new names
 */
export async function restorePostgres(
  uri: string,
  from: string,
  options: { suffix: string; folder: string },
): Promise<string[]> {
  const renamed = (await used(uri)).map(name => ({
    name,
    aside: `${name.slice(0, MAX_NAME - options.suffix.length)}${
      options.suffix
    }`,
  }));
  const script = path.join(options.folder, SCRIPT);
  const aside = `${script}.aside`;
  try {
    await client(
      'The dump of the portal’s database can’t be read',
      'pg_restore',
      [
        ...['--no-owner', '--no-privileges', `--file=${script}`],
        path.join(from, DUMP),
      ],
      uri,
    );
    await writeFile(
      aside,
      renamed
        .map(
          one =>
            `alter schema ${quoted(one.name)} rename to ${quoted(one.aside)};`,
        )
        .join('\n'),
      { mode: 0o600 },
    );
    await client(
      'PostgreSQL did not take the portal’s database, and nothing was changed',
      'psql',
      [
        ...['--no-psqlrc', '--quiet', '--single-transaction'],
        ...['--set=ON_ERROR_STOP=1', `--file=${aside}`, `--file=${script}`],
      ],
      uri,
    );
  } finally {
    await Promise.all([script, aside].map(one => rm(one, { force: true })));
  }
  return renamed.map(one => one.aside);
}
