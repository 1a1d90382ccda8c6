import { checkServers, findServer } from '@illm-lab/local-hub/host';
import { ChildProcess, execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Runs a program to its end; rejects with what it wrote when it fails. */
export const run = promisify(execFile);

/**
 * The path of a server's program.
 *
 * @throws naming what to do when it is not there
 */
export function server(name: Parameters<typeof findServer>[0]): string {
  const found = findServer(name);
  if (!found) {
    const { message, remedy } = checkServers().find(one => one.name === name)!;
    throw new Error(`${message}. ${remedy}`);
  }
  return found;
}

/** As long as a pod of the portal has to end. */
const GRACE_MS = 60_000;

/**
 * Ends a process and waits until it is gone, as the kubelet does: by force when
 * it takes too long. Returns its status or signal.
 */
export async function end(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<number | NodeJS.Signals> {
  const gone = () => child.exitCode ?? child.signalCode;
  if (gone() === null) {
    child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await new Promise<void>(resolve => child.once('exit', () => resolve()));
    clearTimeout(force);
  }
  return gone()!;
}

/** Waits until a check passes; fails with its error after a generous time. */
export async function eventually<T>(
  check: () => Promise<T> | T,
  patienceMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
