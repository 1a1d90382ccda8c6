import { ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Arguments of Node that run a TypeScript file of this checkout. */
export function nodeArgs(root: string, file: string, args: string[] = []) {
  const transform = createRequire(path.join(root, 'package.json')).resolve(
    '@backstage/cli-node/config/nodeTransform.cjs',
  );
  return ['--require', transform, path.join(root, file), ...args];
}

/** How a process ended. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Waits for the end of a process; rejects when it could not be started. */
export function ended(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/**
 * Runs a command to its end. Its output goes to stderr, line by line as it
 * comes. When the signal aborts, it is ended.
 */
export async function runCommand(
  command: string,
  args: string[],
  options: {
    cwd: string;
    env?: NodeJS.ProcessEnv;
    signal?: AbortSignal;
  },
): Promise<Ended> {
  const { signal, ...rest } = options;
  const child = spawn(command, args, { ...rest, stdio: ['ignore', 2, 2] });
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await ended(child);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
