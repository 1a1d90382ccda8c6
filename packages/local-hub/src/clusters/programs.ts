import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_OUTPUT = 16 * 1024 * 1024;

/** Runs a program, perhaps with something on its standard input. */
export type Run = (
  program: string,
  args: string[],
  options?: { input?: string; signal?: AbortSignal },
) => Promise<string>;

/**
 * Runs a program of this computer to its end and gives what it prints.
 *
 * @throws with the program's own last words, or what to install
 */
export const runProgram: Run = async (program, args, options = {}) => {
  const { input, signal } = options;
  const running = run(program, args, { signal, maxBuffer: MAX_OUTPUT });
  running.child.stdin?.end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    if (code === 'ENOENT') {
      throw new Error(
        `${program} is not installed, or not on the PATH. The provider kind needs docker, kind and kubectl, the provider crossplane kubectl.`,
      );
    }
    const said = (stderr ?? '').trim().split('\n').slice(-3).join(' ');
    throw new Error(
      `${program} ${args.slice(0, 2).join(' ')}: ${said || error}`,
    );
  }
};
