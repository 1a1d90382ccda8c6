import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BackupError } from './BackupError';
import { Versions } from './checkout';
import { describeFile, FileEntry } from './files';

/** Changes when an older `lab restore` could not read a backup. */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';

/** What a backup says of itself, in `manifest.json`. */
export interface Manifest {
  format: number;
  /** When it was begun, in ISO 8601. */
  createdAt: string;
  /** The hub's port; objects in it carry addresses with it. */
  port: number;
  versions: Versions;
  /** Migrations of the hub's tables that its database has had. */
  migrations: string[];
  /** Every file but the manifest. */
  files: FileEntry[];
}

/**
 * Reads a backup's manifest.
 *
 * @throws BackupError when it is none, or of a format that is not known here
 */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, MANIFEST);
  if (!existsSync(file)) {
    throw new BackupError(
      `${folder} is no backup: it has no ${MANIFEST}. Name a folder that lab backup has made.`,
    );
  }
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BackupError(
      `The backup is damaged: ${MANIFEST} can't be read (${
        (error as Error).message
      }). Take another backup.`,
    );
  }
  if (manifest.format !== FORMAT) {
    throw new BackupError(
      `The backup has format ${manifest.format}, and this lab reads ${FORMAT}. Restore it with the release that made it.`,
    );
  }
  if (
    !Array.isArray(manifest.files) ||
    !Array.isArray(manifest.migrations) ||
    typeof manifest.versions !== 'object' ||
    typeof manifest.port !== 'number'
  ) {
    throw new BackupError(
      `The backup is damaged: ${MANIFEST} lacks what it must say. Take another backup.`,
    );
  }
  return manifest as Manifest;
}

/** @throws BackupError that names each file that is missing or not as it was */
export async function verifyFiles(
  folder: string,
  { files }: Pick<Manifest, 'files'>,
): Promise<void> {
  const problems: string[] = [];
  for (const entry of files) {
    if (!existsSync(path.join(folder, entry.path))) {
      problems.push(`${entry.path} is missing`);
      continue;
    }
    const found = await describeFile(folder, entry.path);
    if (found.bytes !== entry.bytes) {
      problems.push(
        `${entry.path} has ${found.bytes} bytes instead of ${entry.bytes}`,
      );
    } else if (found.sha256 !== entry.sha256) {
      problems.push(`${entry.path} is not as it was written`);
    }
  }
  if (problems.length > 0) {
    throw new BackupError(
      `The backup is damaged: ${problems.join(
        '; ',
      )}. Nothing was changed. Take another backup.`,
    );
  }
}
