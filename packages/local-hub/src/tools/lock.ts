import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

const POLL_MS = 500;
/** A lock that was not renewed for this long is of a process that died. */
const STALE_MS = 15_000;

/**
 * Takes the lock on a tool's folder in the cache, so that two checkouts do not
 * build the same thing at once.
 *
 * @param isDone - asked while waiting: whether the other one has made what is
 * wanted, so that there is nothing left to do
 * @param onWait - called once, when another process has the lock
 * @returns how to release it, or undefined when there is nothing left to do
 */
export async function takeLock(options: {
  home: string;
  isDone: () => boolean;
  onWait: () => void;
  signal?: AbortSignal;
}): Promise<(() => Promise<void>) | undefined> {
  const { home, isDone, onWait, signal } = options;
  await mkdir(home, { recursive: true });
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    if (isDone()) return undefined;
    try {
      const release = await lock(home, {
        stale: STALE_MS,
        lockfilePath: path.join(home, '.lock'),
        // This process slept for longer than that (a laptop's lid, say) and
        // another may build now too. Parts appear by rename, so both may end.
        onCompromised: () => {},
      });
      const releaseQuietly = () => release().catch(() => {});
      if (!isDone()) return releaseQuietly;
      await releaseQuietly();
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    if (!told) onWait();
    told = true;
    await sleep(POLL_MS, undefined, { signal });
  }
}
