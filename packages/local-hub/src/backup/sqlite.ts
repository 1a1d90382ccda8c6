import Database from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

const ENDING = '.sqlite';
/** Database of the hub's own tables. */
const HUB = `hub${ENDING}`;
/** Knex' table of migrations. */
const MIGRATIONS = 'knex_migrations';
/** All of a database at once: a writer waits for it, and none makes it begin anew. */
const ALL_PAGES = 2 ** 31 - 1;

function open(file: string) {
  return new Database(file, { readonly: true, fileMustExist: true });
}

/**
 * Copies the portal's databases, each as it is at one moment; it may run.
 *
 * @returns the migrations that the hub's tables in the copy have had
 */
export async function saveSqlite(from: string, to: string): Promise<string[]> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names = existsSync(from) ? readdirSync(from) : [];
  for (const name of names.filter(one => one.endsWith(ENDING))) {
    const database = open(path.join(from, name));
    try {
      await database.backup(path.join(to, name), {
        progress: () => ALL_PAGES,
      });
    } finally {
      database.close();
    }
  }
  return appliedMigrations(to);
}

function appliedMigrations(folder: string): string[] {
  const file = path.join(folder, HUB);
  if (!existsSync(file)) return [];
  const database = open(file);
  try {
    const isThere = database
      .prepare("select 1 from sqlite_master where type = 'table' and name = ?")
      .get(MIGRATIONS);
    return isThere
      ? database
          .prepare<[], { name: string }>(
            `select name from ${MIGRATIONS} order by name`,
          )
          .all()
          .map(({ name }) => name)
      : [];
  } finally {
    database.close();
  }
}
