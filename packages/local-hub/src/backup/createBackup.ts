import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Layout } from '../hub/layout';
import { syncPath, writeFileAtomic } from '../supervisor';
import { BackupError } from './BackupError';
import { versionsOf } from './checkout';
import { readClaims } from './claims';
import { EtcdTools, saveEtcd } from './etcd';
import { copyFiles, describeFile, filesBelow, syncFolder } from './files';
import { saveForge } from './forge';
import { FORMAT, Manifest, MANIFEST } from './manifest';
import { isCopied, PARTS } from './parts';
import { savePortal } from './portal';
import { saveVolumes } from './volumes';

/** What a backup is made of. */
export interface CreateBackupOptions {
  repoRoot: string;
  /** The hub; it runs. */
  layout: Layout;
  /** The new folder; it appears when all of it is on the disk. */
  folder: string;
  tools: EtcdTools & { kubectl: string };
  onProgress?: (message: string) => void;
}

/**
 * Saves a running hub into a new folder: etcd, the forge, the portal's
 * databases, secrets and certificates, and what pods keep in volumes. The folder holds all of the hub's
 * secrets; only its owner may read it.
 *
 * The order makes the parts fit: a run of the portal's is in etcd, whose
 * snapshot is later, and a commit that etcd names in the repository, which is
 * copied last and only grows.
 *
 * @throws BackupError when a part can't be saved; no folder is left then
 */
export async function createBackup(
  options: CreateBackupOptions,
): Promise<Manifest> {
  const { repoRoot, layout, folder, tools, onProgress = () => {} } = options;
  const createdAt = new Date().toISOString();
  const partial = `${folder}.partial`;
  const part = (name: string) => path.join(partial, name);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    onProgress('The portal’s databases');
    const migrations = await savePortal(layout, part(PARTS.portal));
    onProgress('etcd');
    await saveEtcd(tools, layout, part(PARTS.snapshot));
    writeFileAtomic(
      part(PARTS.claims),
      await readClaims(tools.kubectl, layout),
    );
    onProgress('The forge');
    await saveForge(layout.path('forge'), part(PARTS.forge));
    onProgress('Secrets and certificates');
    await copyFiles(layout.stateDir, part(PARTS.state), isCopied);
    onProgress('Persistent volumes');
    await saveVolumes(layout.path('node'), part(PARTS.volumes));
    const files = [];
    for (const file of await filesBelow(partial)) {
      files.push(await describeFile(partial, file));
    }
    const manifest: Manifest = {
      format: FORMAT,
      createdAt,
      port: layout.port,
      versions: versionsOf(repoRoot),
      migrations,
      files,
    };
    writeFileAtomic(part(MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await syncFolder(partial);
    await rename(partial, folder);
    syncPath(path.dirname(folder));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error instanceof BackupError
      ? error
      : new BackupError(`The backup failed: ${(error as Error).message}`);
  }
}
