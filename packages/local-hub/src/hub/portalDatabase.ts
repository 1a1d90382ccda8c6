import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from '../supervisor';
import { Layout } from './layout';

/** Holds the password, so it is with the secrets. */
const fileOf = (layout: Pick<Layout, 'path'>) =>
  layout.path('secrets', 'portal-database');

const SCHEMES = ['postgresql:', 'postgres:'];

/**
 * Where the portal's PostgreSQL is, as a connection URI of libpq; undefined for
 * SQLite in the hub's state, which a hub has unless it was told otherwise.
 */
export function portalDatabase(
  layout: Pick<Layout, 'path'>,
): string | undefined {
  const file = fileOf(layout);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/**
 * Keeps where the portal's database is from the next start on.
 *
 * @param uri - `postgresql://user:password@host:port/database`; empty for SQLite.
 *   What one has of runs and results the other does not get.
 * @throws Error when it is no such address
 */
export function keepPortalDatabase(
  layout: Pick<Layout, 'path'>,
  uri: string,
): void {
  const file = fileOf(layout);
  if (uri === '') {
    rmSync(file, { force: true });
    return;
  }
  checkUri(uri);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileAtomic(file, `${uri}\n`);
}

/** The password stays out of what is said. */
function checkUri(uri: string): void {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const isOne =
    url && SCHEMES.includes(url.protocol) && url.hostname && url.pathname[1];
  if (!isOne) {
    throw new Error(
      'LAB_DATABASE is no address of a database in PostgreSQL. Write postgresql://user:password@host:port/database, with special characters in it percent-encoded, or leave it empty for SQLite.',
    );
  }
}
