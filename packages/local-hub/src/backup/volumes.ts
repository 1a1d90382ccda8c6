import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { BackupError } from './BackupError';

const run = promisify(execFile);

/** Where the node agent keeps persistent volumes, in its part of the state. */
const VOLUMES = 'volumes';

/** GNU tar's exit status when a file changed while it was read. */
const CHANGED_MEANWHILE = 1;

async function tar(args: string[], what: string): Promise<void> {
  try {
    await run('tar', args);
  } catch (error) {
    const { code, stderr, message } = error as Error & {
      code?: number | string;
      stderr?: string;
    };
    if (code === CHANGED_MEANWHILE) return;
    throw new BackupError(
      `${what}: ${
        stderr?.trim() || message
      }. Files of a container's own user are readable for root only where the hub maps users: try again as who started the hub, or as root.`,
    );
  }
}

/**
 * Saves what pods keep in PersistentVolumes, with owners, modes and links. What
 * a pod writes meanwhile is as after a loss of power: a database recovers from it.
 *
 * @param node - the node agent's folder of the state
 * @param archive - the file to make; none is made where no volume is
 * @throws BackupError with tar's words
 */
export async function saveVolumes(
  node: string,
  archive: string,
): Promise<void> {
  const folder = path.join(node, VOLUMES);
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  await tar(
    [
      ...['--create', '--file', archive, '--directory', node],
      ...['--numeric-owner', '--sparse', VOLUMES],
    ],
    'The persistent volumes can’t be saved',
  );
}

/** Puts saved volumes into a node agent's folder; without an archive nothing. */
export async function restoreVolumes(
  archive: string,
  node: string,
): Promise<void> {
  if (!existsSync(archive)) return;
  await mkdir(node, { recursive: true, mode: 0o700 });
  await tar(
    [
      ...['--extract', '--file', archive, '--directory', node],
      ...['--numeric-owner', '--preserve-permissions', '--sparse'],
    ],
    'The persistent volumes can’t be put back',
  );
}
