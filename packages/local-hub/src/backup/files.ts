import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { syncPath } from '../supervisor';

/** A file of a backup. */
export interface FileEntry {
  /** Relative to the backup, with `/`. */
  path: string;
  /** Size in bytes. */
  bytes: number;
  sha256: string;
}

/** All regular files below a folder, relative to it, sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry =>
      path.relative(folder, path.join(entry.parentPath, entry.name)),
    )
    .sort();
}

/** Copies the files below a folder for which `wanted` is true, as it is by default. */
export async function copyFiles(
  from: string,
  to: string,
  wanted: (file: string) => boolean = () => true,
): Promise<void> {
  for (const file of (await filesBelow(from)).filter(wanted)) {
    const target = path.join(to, file);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(path.join(from, file), target);
  }
}

/** Size and hash of a file of a backup. */
export async function describeFile(
  folder: string,
  file: string,
): Promise<FileEntry> {
  const hash = createHash('sha256');
  const absolute = path.join(folder, file);
  await pipeline(createReadStream(absolute), hash);
  const { size } = await stat(absolute);
  return { path: file, bytes: size, sha256: hash.digest('hex') };
}

/** Waits until a folder and all in it are on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  for (const entry of entries) {
    if (entry.isFile() || entry.isDirectory()) {
      syncPath(path.join(entry.parentPath, entry.name));
    }
  }
  syncPath(folder);
}
