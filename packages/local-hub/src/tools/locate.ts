import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { ResolvedBinary, ResolvedTool } from './resolve';
import { BinarySource } from './types';

/** A binary that can be run. */
export interface Located {
  path: string;
  source: BinarySource;
}

/** Finds the binaries of a tool; keeps what it learnt about foreign ones. */
export type Locator = (
  tool: ResolvedTool,
  binary: ResolvedBinary,
) => Located | undefined;

const VERSION_TIMEOUT_MS = 10_000;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Whether a binary's own version output names the pinned version. The first
 * version in the output is the binary's; those of Go and of libraries follow.
 * A build's suffix (`+unknown`) does not count, a pre-release (`-rc1`) does.
 */
export function printsVersion(output: string, version: string): boolean {
  const found = /\bv?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)/.exec(output)?.[1];
  return found === version.replace(/^v/, '');
}

function hasVersion(file: string, binary: ResolvedBinary): boolean {
  try {
    const output = execFileSync(file, binary.versionArgs ?? [], {
      encoding: 'utf8',
      timeout: VERSION_TIMEOUT_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return (
      printsVersion(output, binary.version) &&
      output.includes(binary.mark ?? '')
    );
  } catch {
    // It does not know the question, so it is not the binary that is meant.
    return false;
  }
}

/**
 * Where to look for binaries: `LAB_TOOLS` (one folder), then `PATH`, each
 * taken only if the binary prints the pinned version itself, then the cache.
 *
 * @throws when `LAB_TOOLS` names no folder
 */
export function createLocator(env: NodeJS.ProcessEnv): Locator {
  const folders: Array<[BinarySource, string]> = [];
  if (env.LAB_TOOLS) {
    const dir = path.resolve(env.LAB_TOOLS);
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(
        `LAB_TOOLS is ${dir}, which is no folder. Name the folder that holds the tools' binaries, or unset it.`,
      );
    }
    folders.push(['LAB_TOOLS', dir]);
  }
  for (const dir of (env.PATH ?? '').split(path.delimiter)) {
    if (path.isAbsolute(dir)) folders.push(['PATH', dir]);
  }
  const checked = new Map<string, boolean>();

  const matches = (file: string, binary: ResolvedBinary) => {
    const { mtimeMs, size } = statSync(file);
    const key = [file, mtimeMs, size, binary.version].join('\0');
    const known = checked.get(key);
    if (known !== undefined) return known;
    const answer = hasVersion(file, binary);
    checked.set(key, answer);
    return answer;
  };

  return (tool, binary) => {
    if (binary.versionArgs) {
      for (const [source, dir] of folders) {
        const file = path.join(dir, binary.name);
        if (isExecutable(file) && matches(file, binary)) {
          return { path: file, source };
        }
      }
    }
    const file = path.join(tool.home, 'bin', binary.name);
    return isExecutable(file) ? { path: file, source: 'cache' } : undefined;
  };
}
