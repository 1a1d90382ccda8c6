import { mirrorRepository } from '@illm-lab/forge';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { BackupError } from './BackupError';
import { copyFiles, describeFile, filesBelow } from './files';

/** So often it is copied anew when somebody works in it meanwhile. */
const TRIES = 10;

const isOwnData = (file: string) =>
  file.endsWith('.json') && !file.startsWith('repository.git/');

/** The forge's own files as they are now: path, size and hash of each. */
async function ownData(folder: string): Promise<string> {
  const files = (await filesBelow(folder)).filter(isOwnData);
  const described = await Promise.all(
    // A delivery may be made between the look and this.
    files.map(file => describeFile(folder, file).catch(() => undefined)),
  );
  return JSON.stringify(described);
}

/**
 * Copies the forge: pull requests, checks and comments, and the repository that
 * they speak of. It may run; what changes meanwhile is copied again.
 */
export async function saveForge(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (let left = TRIES; left > 0; left -= 1) {
    const before = await ownData(from);
    try {
      await copyFiles(from, to, isOwnData);
    } catch (error) {
      // A delivery was made, and its file is gone.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      continue;
    }
    await mirrorRepository(from, to);
    if ((await ownData(from)) === before) return;
  }
  throw new BackupError(
    `The forge changed while it was copied, ${TRIES} times in a row. Try again when less goes on.`,
  );
}

/** Git takes a folder for a repository only with these, empty or not. */
const GIT_FOLDERS = ['objects', 'refs'];

/** Makes the forge's folder from a backup's. */
export async function restoreForge(from: string, to: string): Promise<void> {
  await copyFiles(from, to);
  for (const name of GIT_FOLDERS) {
    await mkdir(path.join(to, 'repository.git', name), { recursive: true });
  }
}
