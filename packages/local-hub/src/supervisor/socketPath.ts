import { closeSync, openSync } from 'node:fs';

/**
 * Calls `use` with a short path to a file of a folder. A Unix socket's path
 * holds at most 107 bytes, and a checkout may lie deeper than that.
 */
export async function withShortPath<T>(
  dir: string,
  file: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const fd = openSync(dir, 'r');
  try {
    return await use(`/proc/self/fd/${fd}/${file}`);
  } finally {
    closeSync(fd);
  }
}
