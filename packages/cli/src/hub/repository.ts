import { syncHead } from '@illm-lab/forge';
import { layout } from '@illm-lab/local-hub/control';
import { readFileSync } from 'node:fs';
import { CliError } from '../errors';
import { Terminal } from '../terminal';
import { REPOSITORY } from './forgeAccess';

/**
 * Brings the checkout's HEAD to the forge's `main` when that is a
 * fast-forward; otherwise says how both differ and what to do, and changes
 * nothing.
 *
 * @param running - whether the forge runs, and is to tell the news
 */
export async function syncForge(
  options: { root: string; stateDir: string; port: number; running: boolean },
  terminal: Terminal,
): Promise<void> {
  const at = layout(options.stateDir, options.port);
  const url = `http://localhost:${at.ports.forge}`;
  const result = await syncHead({
    checkout: options.root,
    dir: at.path('forge'),
    ...(options.running && {
      cloneUrl: `${url}/${REPOSITORY}.git`,
      forge: {
        url,
        token: readFileSync(at.path('secrets', 'forge-token'), 'utf8').trim(),
      },
    }),
  }).catch(error => {
    throw new CliError(
      `The forge was not brought up to date: ${error.message}`,
    );
  });
  terminal.progress(
    result.kind === 'diverged' ? result.message : `Forge: ${result.message}`,
  );
}
