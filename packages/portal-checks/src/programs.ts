import { ChildProcess, execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Runs a program to its end; rejects with what it wrote when it fails. */
export const run = promisify(execFile);

/** Where Debian has programs that aren't on everyone's PATH. */
function folders(): string[] {
  const postgres = '/usr/lib/postgresql';
  const versions = existsSync(postgres) ? readdirSync(postgres).sort() : [];
  return [
    ...(process.env.PATH ?? '').split(':'),
    ...versions.reverse().map(version => path.join(postgres, version, 'bin')),
    '/usr/sbin',
  ];
}

/**
 * The path of a program.
 *
 * @throws naming the Debian package that brings it
 */
export function program(name: string, debianPackage: string): string {
  const found = folders()
    .map(folder => path.join(folder, name))
    .find(file => existsSync(file));
  if (!found) {
    throw new Error(
      `${name} is not installed. apt-get install ${debianPackage} brings it.`,
    );
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
