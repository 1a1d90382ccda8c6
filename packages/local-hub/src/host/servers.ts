import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from './findProgram';
import { HostCheck } from './types';

/** Debian's PostgreSQL is in a folder per version, and on nobody's PATH. */
const POSTGRES = '/usr/lib/postgresql';
/** For administrators, and so not on everyone's PATH either. */
const SYSTEM = '/usr/sbin';

/**
 * What the portal has around it in production, by program: Debian's package. The
 * checks of its replicas need them; no hub does.
 */
const SERVERS = {
  initdb: 'postgresql',
  postgres: 'postgresql',
  haproxy: 'haproxy',
};

/** A server's program: on the PATH, or where Debian has it, the newest first. */
export function findServer(
  name: keyof typeof SERVERS,
  searchPath = process.env.PATH ?? '',
): string | undefined {
  const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const folders = newestFirst.map(one => path.join(POSTGRES, one, 'bin'));
  return findProgram(
    name,
    [searchPath, ...folders, SYSTEM].join(path.delimiter),
  );
}

/** Whether the servers are there that the checks of the portal's replicas need. */
export function checkServers(searchPath?: string): HostCheck[] {
  const names = Object.keys(SERVERS) as (keyof typeof SERVERS)[];
  return names.map(name => {
    const found = findServer(name, searchPath);
    const installable = SERVERS[name];
    return {
      name,
      ok: found !== undefined,
      message: found ?? `${name} is not installed`,
      ...(!found && {
        remedy: `sudo apt-get install ${installable}`,
        installable,
      }),
    };
  });
}
