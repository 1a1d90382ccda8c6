import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lock } from 'proper-lockfile';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a tool's folder stays that no checkout has used. */
const KEEP_DAYS = 30;
/** Its time is when the folder was used last. */
const STAMP = '.used';
const GOING = '.going-';

/** `LAB_CACHE_DAYS`, a whole number of days, else 30. @throws when it is none */
export function keepDays(env: NodeJS.ProcessEnv): number {
  const given = env.LAB_CACHE_DAYS;
  if (!given) return KEEP_DAYS;
  if (/^\d{1,5}$/.test(given)) return Number(given);
  throw new Error(
    `LAB_CACHE_DAYS is ${given}, which is no number of days. Give a whole number such as 30, or unset it.`,
  );
}

/** Says that these folders of the cache are in use now. Those not there stay so. */
export async function markUsed(homes: string[]): Promise<void> {
  const now = new Date();
  for (const home of homes.filter(it => existsSync(it))) {
    const stamp = path.join(home, STAMP);
    await writeFile(stamp, '', { flag: 'a' });
    await utimes(stamp, now, now);
  }
}

/** Programs that run on this computer, as far as this user may see. */
function programs(): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        return [readlinkSync(`/proc/${pid}/exe`)];
      } catch {
        return []; // It ended, or is another user's.
      }
    });
}

function lastUse(home: string): number {
  const stamp = path.join(home, STAMP);
  return statSync(existsSync(stamp) ? stamp : home).mtimeMs;
}

/** Removes a folder unless somebody builds in it. @returns whether it is gone */
async function remove(home: string): Promise<boolean> {
  try {
    await lock(home, {
      lockfilePath: path.join(home, '.lock'),
      // The folder goes, and the lock with it.
      onCompromised: () => {},
    });
  } catch {
    return false;
  }
  const going = path.join(path.dirname(home), GOING + path.basename(home));
  await rename(home, going);
  await rm(going, { recursive: true, force: true });
  return true;
}

/**
 * Removes what old versions of the tools left in the cache: each folder that is
 * none of `homes`, that nobody has marked as used for `days`, and that no program
 * runs from.
 *
 * @returns the names of the folders that are gone
 */
export async function pruneTools(options: {
  cacheDir: string;
  homes: string[];
  days: number;
}): Promise<string[]> {
  const { cacheDir, homes, days } = options;
  const folder = path.join(cacheDir, 'tools');
  await mkdir(folder, { recursive: true });
  const running = programs();
  const before = Date.now() - days * DAY_MS;
  const gone: string[] = [];
  for (const name of readdirSync(folder)) {
    const home = path.join(folder, name);
    if (name.startsWith(GOING)) {
      await rm(home, { recursive: true, force: true }); // Cut off earlier.
    } else if (
      !homes.includes(home) &&
      lastUse(home) < before &&
      !running.some(program => program.startsWith(`${home}/`)) &&
      (await remove(home))
    ) {
      gone.push(name);
    }
  }
  return gone;
}
