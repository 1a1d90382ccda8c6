import { existsSync } from 'node:fs';
import path from 'node:path';
import { Layout } from '../hub/layout';
import { keepPortalDatabase, portalDatabase } from '../hub/portalDatabase';
import { BackupError } from './BackupError';
import { copyFiles } from './files';
import { PARTS } from './parts';
import { checkPostgres, restorePostgres, savePostgres } from './postgres';
import { saveSqlite } from './sqlite';

/** Where the file that says where PostgreSQL is was copied to. */
const inBackup = (folder: string) => ({
  path: (...parts: string[]) => path.join(folder, PARTS.state, ...parts),
});

/**
 * Saves the portal's database, wherever it is.
 *
 * @returns the migrations that the hub's tables in it have had
 */
export function savePortal(layout: Layout, to: string): Promise<string[]> {
  const uri = portalDatabase(layout);
  return uri ? savePostgres(uri, to) : saveSqlite(layout.path('portal'), to);
}

/**
 * Where a backup's database goes: PostgreSQL's address, undefined for SQLite.
 *
 * @param wanted - another PostgreSQL than the one that was saved
 * @throws BackupError when the backup has none for it, or it has no room
 */
export async function portalTarget(
  folder: string,
  { wanted, force }: { wanted?: string; force: boolean },
): Promise<string | undefined> {
  const saved = portalDatabase(inBackup(folder));
  if (!saved && wanted) {
    throw new BackupError(
      'The backup has the portal’s databases in SQLite, and they do not go into PostgreSQL. Restore without LAB_DATABASE.',
    );
  }
  const uri = saved && (wanted || saved);
  if (uri) await checkPostgres(uri, force);
  return uri;
}

/**
 * Makes the portal's databases for a state that is made.
 *
 * @param uri - see {@link portalTarget}
 * @returns what schemas that were there are called now
 */
export async function restorePortal(
  folder: string,
  at: Layout,
  uri: string | undefined,
): Promise<string[]> {
  const from = path.join(folder, PARTS.portal);
  if (!uri) {
    if (existsSync(from)) await copyFiles(from, at.path('portal'));
    return [];
  }
  keepPortalDatabase(at, uri);
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  return restorePostgres(uri, from, {
    suffix: `_before_${time}`,
    folder: at.path('run'),
  });
}
