import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './procfs';

const POLL_MS = 25;

/** Sends a signal to a process group; false when nothing of it is left. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ends a process and all of its group: SIGTERM, then SIGKILL after the grace
 * period. Does nothing when the process is gone, since its number may be
 * another's group by now.
 */
export async function terminateGroup(
  pid: number,
  startTime: string,
  graceMs: number,
): Promise<void> {
  if (!isAlive(pid, startTime)) return;
  const deadline = Date.now() + graceMs;
  signalGroup(pid, 'SIGTERM');
  while (isAlive(pid, startTime) && Date.now() < deadline) await sleep(POLL_MS);
  signalGroup(pid, 'SIGKILL');
  while (isAlive(pid, startTime)) await sleep(POLL_MS);
}
