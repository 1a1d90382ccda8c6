import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from './findProgram';
import { createVenv } from './pythonVenv';
import { HostCheck } from './types';

/** Pinned wheels, mkdocs-techdocs-core and all that it needs. */
const REQUIREMENTS = 'packages/local-hub/python/techdocs.txt';

/**
 * The folder with the pinned mkdocs of a checkout, in the cache, for a PATH; there
 * once it is installed. One of the system would do only with techdocs-core, which
 * can't be seen from outside.
 */
export function mkdocsFolder(cacheDir: string, repoRoot: string): string {
  const pins = readFileSync(path.join(repoRoot, REQUIREMENTS));
  const key = createHash('sha256').update(pins).digest('hex').slice(0, 12);
  return path.join(cacheDir, `techdocs-${key}`, 'bin');
}

const isInstalled = (folder: string) =>
  findProgram('mkdocs', folder) !== undefined;

/**
 * Puts mkdocs with techdocs-core into the cache, from PyPI, unless it is there.
 *
 * @throws with the remedy, when there is no Python or no wheel
 */
export async function installMkdocs(
  cacheDir: string,
  repoRoot: string,
): Promise<void> {
  const folder = mkdocsFolder(cacheDir, repoRoot);
  if (isInstalled(folder)) return;
  try {
    await createVenv(
      path.dirname(folder),
      ['-r', path.join(repoRoot, REQUIREMENTS)],
      ['mkdocs'],
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Docs can't be shown as pages: mkdocs could not be taken from PyPI (${reason.trim()}). Install Python with venv: apt-get install python3-venv`,
      { cause: error },
    );
  }
}

/** mkdocs, of the cache. `up` takes it from PyPI; nothing waits for it. */
export function checkTechdocs(cacheDir: string, repoRoot: string): HostCheck {
  const folder = mkdocsFolder(cacheDir, repoRoot);
  if (isInstalled(folder)) {
    return { name: 'docs', ok: true, message: `mkdocs in ${folder}` };
  }
  const python = findProgram('python3');
  return {
    name: 'docs',
    ok: python !== undefined,
    message: python
      ? 'mkdocs is not there yet; `lab up` takes it from PyPI'
      : 'Python is not installed, so docs can’t be shown as pages',
    ...(!python && {
      remedy: 'sudo apt-get install python3-venv',
      installable: 'python3-venv',
    }),
  };
}
