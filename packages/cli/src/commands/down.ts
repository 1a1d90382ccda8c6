import { endSurvivors, layout } from '@illm-lab/local-hub/control';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { CliError } from '../errors';
import { place } from '../hub/place';
import { runningHub, stopHub } from '../hub/running';
import { Terminal } from '../terminal';

/** `lab down`: stops the hub; with `--purge` nothing of it is left. */
export async function down(
  options: { purge?: boolean },
  terminal: Terminal,
): Promise<void> {
  const { stateDir } = place();
  const hub = await runningHub(stateDir);
  if (hub) {
    terminal.progress('Stopping the hub');
    await stopHub(stateDir, hub);
    terminal.progress('The hub has stopped');
  } else {
    // A supervisor that was killed has left its parts running.
    const { recordDir, logDir } = layout(stateDir);
    const ended = existsSync(recordDir)
      ? await endSurvivors(recordDir, logDir)
      : [];
    terminal.progress(
      ended.length > 0
        ? `The hub's supervisor was gone; ended what it left: ${ended.join(
            ', ',
          )}`
        : 'The hub does not run',
    );
  }
  if (options.purge) {
    await purge(stateDir);
    terminal.progress(`Removed ${stateDir}`);
  }
}

/** Removes the state, when that is what is there. */
async function purge(stateDir: string) {
  if (!existsSync(stateDir)) {
    return;
  }
  if (!existsSync(layout(stateDir).runDir)) {
    throw new CliError(
      `${stateDir} does not look like a hub's state, so it is left alone. Check LAB_STATE.`,
    );
  }
  await rm(stateDir, { recursive: true, force: true });
}
