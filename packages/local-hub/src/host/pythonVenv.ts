import { execFile } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const launcher = (module: string) =>
  `#!/bin/sh\nexec "$(dirname "$0")/python3" -m ${module} "$@"\n`;

/**
 * Makes a virtual environment of Python with wheels from PyPI in it. It appears
 * at its place only when it is complete.
 *
 * @param venv - absolute path of the environment
 * @param packages - arguments of `pip install`, with pinned versions
 * @param programs - modules of those packages that are to be run by their names;
 *   pip's own scripts hold the path that they were installed at
 * @throws when there is no Python, no venv module or no wheel
 */
export async function createVenv(
  venv: string,
  packages: string[],
  programs: string[] = [],
): Promise<void> {
  const temporary = `${venv}.${process.pid}`;
  mkdirSync(path.dirname(venv), { recursive: true });
  try {
    await run('python3', ['-m', 'venv', temporary]);
    await run(path.join(temporary, 'bin', 'python3'), [
      ...['-m', 'pip', 'install', '--quiet', '--no-input'],
      ...['--disable-pip-version-check', '--only-binary=:all:', '--no-deps'],
      ...packages,
    ]);
    for (const name of programs) {
      const script = path.join(temporary, 'bin', name);
      rmSync(script, { force: true });
      writeFileSync(script, launcher(name), { mode: 0o755 });
    }
    rmSync(venv, { recursive: true, force: true });
    renameSync(temporary, venv);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}
