import { createBackup } from '@illm-lab/local-hub/backup';
import { layout } from '@illm-lab/local-hub/control';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../errors';
import { backupTools } from '../hub/backupTools';
import { place } from '../hub/place';
import { runningHub } from '../hub/running';
import { Terminal } from '../terminal';

/** Beside the state, so that `lab down --purge` leaves it. */
const defaultFolder = (stateDir: string) =>
  path.join(
    `${stateDir}-backups`,
    new Date()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
      .replaceAll(':', '-'),
  );

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** `lab backup`: saves the running hub into a new folder. */
export async function backup(
  into: string | undefined,
  options: { json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const { root, stateDir } = place();
  const folder = path.resolve(into ?? defaultFolder(stateDir));
  if (existsSync(folder)) {
    throw new CliError(`${folder} is there already. Name a new folder.`);
  }
  if (folder === stateDir || folder.startsWith(`${stateDir}${path.sep}`)) {
    throw new CliError(
      `${folder} is inside the hub's state, with which it would be lost. Name a folder elsewhere.`,
    );
  }
  const hub = await runningHub(stateDir);
  if (!hub) {
    throw new CliError(
      'The hub does not run, and etcd gives a snapshot only while it does. Start it with: ./lab up --detach',
    );
  }
  const manifest = await createBackup({
    repoRoot: root,
    layout: layout(stateDir, Number(new URL(hub.portal.url).port)),
    folder,
    tools: await backupTools(root, terminal),
    onProgress: terminal.progress,
  });
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (options.json) {
    terminal.json({ folder, createdAt: manifest.createdAt, bytes });
    return;
  }
  terminal.answer(folder);
  terminal.progress(
    `${manifest.files.length} files, ${mebibytes(
      bytes,
    )}. It holds the hub's secrets: keep it where only you can read it.`,
  );
}
