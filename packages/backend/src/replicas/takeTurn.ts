import { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, ClientConfig } from 'pg';

/** Any number, so long as nothing else in the database locks it: "illm". */
const LOCK = 0x696c_6c6d;

const ASK_AGAIN_MS = 500;

/** How knex calls the tables in which a migrator says that it is at work. */
const MIGRATION_LOCKS = '%knex\\_migrations\\_lock';

/**
 * Waits until no other replica is starting on this database, and then frees the
 * locks of migrators that were killed at work: knex would wait for them for ever.
 *
 * @param connection - `backend.database.connection`
 * @returns lets the next replica start
 * @throws when the database can't be reached
 */
export async function takeTurn(
  connection: string | object,
  logger: LoggerService,
): Promise<() => Promise<void>> {
  const client = new Client(connection as string | ClientConfig);
  // A lost connection is a lost turn; the plugins' own will tell the rest.
  client.on('error', error =>
    logger.warn(`Lost the turn to start: ${error.message}`),
  );
  await client.connect();
  await waitForLock(client);
  await freeMigrationLocks(client, logger);
  return () => client.end();
}

/**
 * Asks again and again, since a statement that waits inside PostgreSQL would
 * hold up the other replica's `create index concurrently` for ever.
 */
async function waitForLock(client: Client): Promise<void> {
  const ask = 'select pg_try_advisory_lock($1) as taken';
  while (!(await client.query(ask, [LOCK])).rows[0].taken) {
    await sleep(ASK_AGAIN_MS);
  }
}

async function freeMigrationLocks(
  client: Client,
  logger: LoggerService,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name
       from information_schema.tables where table_name like $1`,
    [MIGRATION_LOCKS],
  );
  for (const { name } of rows) {
    const { rowCount } = await client.query(
      `update ${name} set is_locked = 0 where is_locked = 1`,
    );
    if (rowCount) {
      logger.warn(`A migration was cut short: freed ${name}`);
    }
  }
}
