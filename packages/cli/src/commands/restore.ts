import { restoreBackup } from '@illm-lab/local-hub/backup';
import { DEFAULT_PORT } from '@illm-lab/local-hub/control';
import path from 'node:path';
import { backupTools } from '../hub/backupTools';
import { place } from '../hub/place';
import { Terminal } from '../terminal';

/** `lab restore`: makes the hub's state from a backup; `lab up` starts it. */
export async function restore(
  from: string,
  options: { force?: boolean },
  terminal: Terminal,
): Promise<void> {
  const { root, stateDir } = place();
  const { manifest, movedTo, renamed } = await restoreBackup({
    repoRoot: root,
    folder: path.resolve(from),
    stateDir,
    force: options.force,
    database: process.env.LAB_DATABASE || undefined,
    tools: () => backupTools(root, terminal),
    onProgress: terminal.progress,
  });
  if (renamed.length > 0) {
    terminal.progress(
      `Schemas that were in the database are called ${renamed.join(', ')} now`,
    );
  }
  if (movedTo) terminal.progress(`What was there before is in ${movedTo}`);
  const port = manifest.port === DEFAULT_PORT ? '' : ` --port ${manifest.port}`;
  terminal.answer(
    `The hub is as it was at ${manifest.createdAt}. Start it with: ./lab up${port}`,
  );
}
