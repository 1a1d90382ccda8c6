import { onlyInForge } from '@illm-lab/forge';
import {
  endSurvivors,
  layout,
  portalDatabase,
} from '@illm-lab/local-hub/control';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { CliError, UsageError } from '../errors';
import { place } from '../hub/place';
import { runningHub, stopHub } from '../hub/running';
import { Terminal } from '../terminal';

/**
 * `lab down`: stops the hub; with `--purge` nothing of it is left. That is
 * refused, before anything is stopped, while the forge has commits that the
 * checkout lacks; `--force` removes them too.
 */
export async function down(
  options: { purge?: boolean; force?: boolean },
  terminal: Terminal,
): Promise<void> {
  const { root, stateDir } = place();
  if (options.force && !options.purge) {
    throw new UsageError('--force is for --purge: lab down --purge --force');
  }
  if (options.purge && !options.force) {
    await checkNothingIsLost(root, stateDir);
  }
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
    const elsewhere = portalDatabase(layout(stateDir));
    await purge(stateDir);
    terminal.progress(`Removed ${stateDir}`);
    if (elsewhere) {
      const { host, pathname } = new URL(elsewhere);
      terminal.progress(
        `The portal's database in PostgreSQL is not of it and stays: ${host}${pathname}`,
      );
    }
  }
}

/** @throws CliError when the forge has what the checkout lacks, or that can't be known */
async function checkNothingIsLost(root: string, stateDir: string) {
  const dir = layout(stateDir).path('forge');
  const force = 'To remove it all the same: ./lab down --purge --force';
  const only = await onlyInForge({ checkout: root, dir }).catch(error => {
    throw new CliError(
      `It can't be said whether the forge has what this checkout lacks: ${error.message}. Nothing was stopped or removed. ${force}`,
    );
  });
  if (only.length === 0) return;
  const named = only.map(
    ({ name, commits }) =>
      `${name} (${commits} commit${commits === 1 ? '' : 's'})`,
  );
  throw new CliError(
    [
      `The forge has commits that this checkout lacks, and they would be lost: ${named.join(
        ', ',
      )}. Nothing was stopped or removed.`,
      `To have them here: git fetch ${dir}/repository.git '+refs/heads/*:refs/remotes/forge/*' --tags`,
      'To keep all of the hub: ./lab backup',
      force,
    ].join('\n'),
  );
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
