import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { layout as layoutOf } from '../hub/layout';
import { lockState, survivors, syncPath } from '../supervisor';
import { BackupError } from './BackupError';
import { migrationsOf, versionProblems, versionsOf } from './checkout';
import { EtcdTools, restoreEtcd } from './etcd';
import { copyFiles, syncFolder } from './files';
import { restoreForge } from './forge';
import { Manifest, readManifest, verifyFiles } from './manifest';
import { PARTS } from './parts';
import { portalTarget, restorePortal } from './portal';
import { restoreVolumes } from './volumes';

/** What is restored where. */
export interface RestoreBackupOptions {
  repoRoot: string;
  /** Folder of the backup. */
  folder: string;
  stateDir: string;
  /** PostgreSQL for the portal's database instead of the one that was saved. */
  database?: string;
  /** Moves a state that is there aside instead of refusing. */
  force?: boolean;
  tools: () => Promise<EtcdTools>;
  onProgress?: (message: string) => void;
}

/** What was done. */
export interface Restored {
  manifest: Manifest;
  /** Where the state is now that was there before. */
  movedTo?: string;
  /** What schemas of PostgreSQL are called now that were there before. */
  renamed: string[];
}

/** @throws BackupError when this checkout can't take the backup */
function checkVersions(repoRoot: string, manifest: Manifest): void {
  const known = migrationsOf(repoRoot);
  const unknown = manifest.migrations.filter(name => !known.includes(name));
  const problems = [
    ...versionProblems(manifest.versions, versionsOf(repoRoot)),
    ...(unknown.length > 0
      ? [`its database has tables of a later lab (${unknown.join(', ')})`]
      : []),
  ];
  if (problems.length > 0) {
    throw new BackupError(
      `This checkout can't take the backup: ${problems.join(
        '; ',
      )}. Check out the release that made it, restore with it, and go on from there.`,
    );
  }
}

/** @throws BackupError when the state is another hub's, running or at rest */
function checkState(stateDir: string, force: boolean): void {
  const { recordDir } = layoutOf(stateDir);
  const alive = existsSync(recordDir) ? survivors(recordDir) : [];
  if (alive.length > 0) {
    throw new BackupError(
      `Parts of the hub on ${stateDir} still run (${alive.join(
        ', ',
      )}). End them: ./lab down`,
    );
  }
  if (readdirSync(stateDir).length > 0 && !force) {
    throw new BackupError(
      `There is a hub's state in ${stateDir}. To put the backup in its place: lab restore --force; what is there is moved aside, not removed.`,
    );
  }
}

/**
 * Makes a hub's state from a backup; the hub starts from it as from its own.
 * Nothing is changed before all of the backup was found to be good, and the
 * state appears whole or not at all.
 *
 * @throws BackupError when the backup is damaged or of other versions, the hub
 *   runs, or there is a state already
 */
export async function restoreBackup(
  options: RestoreBackupOptions,
): Promise<Restored> {
  const { repoRoot, folder, stateDir, onProgress = () => {} } = options;
  const manifest = readManifest(folder);
  checkVersions(repoRoot, manifest);
  onProgress('Checking the backup');
  await verifyFiles(folder, manifest);
  const unlock = await lockState(stateDir);
  try {
    const force = options.force ?? false;
    checkState(stateDir, force);
    const database = await portalTarget(folder, {
      wanted: options.database,
      force,
    });
    const tools = await options.tools();
    const made = `${stateDir}.restoring`;
    const parts = { manifest, folder, made, tools, database, onProgress };
    const renamed = await makeState(parts);
    const movedTo = await moveAside(stateDir);
    await rename(made, stateDir);
    syncPath(path.dirname(stateDir));
    return { manifest, renamed, ...(movedTo && { movedTo }) };
  } finally {
    unlock();
  }
}

async function makeState(options: {
  manifest: Manifest;
  folder: string;
  made: string;
  tools: EtcdTools;
  database?: string;
  onProgress: (message: string) => void;
}): Promise<string[]> {
  const { manifest, folder, made, tools, onProgress } = options;
  const from = (part: string) => path.join(folder, part);
  const at = layoutOf(made, manifest.port);
  await rm(made, { recursive: true, force: true });
  // lab down --purge knows a hub's state by it
  await mkdir(at.runDir, { recursive: true, mode: 0o700 });
  onProgress('Secrets, certificates, forge and volumes');
  await copyFiles(from(PARTS.state), made);
  await restoreForge(from(PARTS.forge), at.path('forge'));
  await restoreVolumes(from(PARTS.volumes), at.path('node'));
  onProgress('etcd');
  await restoreEtcd(tools, at, from(PARTS.snapshot), at.path('etcd'));
  // Last, since a database elsewhere is not taken back when something fails.
  onProgress('The portal’s databases');
  const renamed = await restorePortal(folder, at, options.database);
  await syncFolder(made);
  return renamed;
}

/** Moves a state away; an empty folder just goes. */
async function moveAside(stateDir: string): Promise<string | undefined> {
  if (readdirSync(stateDir).length === 0) {
    return undefined;
  }
  const time = new Date().toISOString().replace(/\W/g, '-');
  const aside = `${stateDir}.before-restore-${time}`;
  await rename(stateDir, aside);
  return aside;
}
