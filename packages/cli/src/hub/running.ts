import { HubStatus, askSupervisor, layout } from '@illm-lab/local-hub/control';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../errors';

/** The hub's own account of itself; `undefined` when it does not run. */
export async function runningHub(
  stateDir: string,
): Promise<HubStatus | undefined> {
  return askSupervisor<HubStatus>(layout(stateDir).runDir, 'GET', '/status');
}

const STOP_TIMEOUT_MS = 90_000;

/** Stops the hub and waits until its supervisor has ended. */
export async function stopHub(stateDir: string, hub: HubStatus): Promise<void> {
  await askSupervisor(layout(stateDir).runDir, 'POST', '/stop');
  const { pid } = hub.hub;
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new CliError(
        `The supervisor (process ${pid}) has not ended within ${
          STOP_TIMEOUT_MS / 1000
        } s. See ${layout(stateDir).logDir}, or end it with: kill -9 ${pid}`,
      );
    }
    await sleep(200);
  }
}

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}
