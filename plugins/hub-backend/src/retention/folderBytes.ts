import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all files below a folder; what goes meanwhile, or may not be read, is none. */
export async function folderBytes(folder: string): Promise<number> {
  let sum = 0;
  const entries = await opendir(folder).catch(() => undefined);
  if (!entries) return sum;
  for await (const entry of entries) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      sum += await folderBytes(at);
    } else if (entry.isFile()) {
      sum += (await lstat(at).catch(() => ({ size: 0 }))).size;
    }
  }
  return sum;
}
