import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './findProgram';
import { HostCheck } from './types';

const run = promisify(execFile);
const TIMEOUT_MS = 10_000;
/** How many users a container has, its root aside. */
const NEEDED_IDS = 65_535;

function hasRange(file: string, user: string, uid: number): boolean {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .map(line => line.trim().split(':'))
      .some(
        ([name, , count]) =>
          (name === user || name === String(uid)) &&
          Number(count) >= NEEDED_IDS,
      );
  } catch {
    return false;
  }
}

/**
 * Whether containers of images that the lab does not ship can have all users
 * that an image names. Root may give them; others need subordinate ids.
 */
export function checkContainerUsers(
  options: {
    uid?: number;
    user?: string;
    searchPath?: string;
    /** Where `subuid` and `subgid` are. */
    tables?: string;
  } = {},
): HostCheck {
  const {
    uid = process.getuid?.() ?? 0,
    user = userInfo().username,
    searchPath,
    tables = '/etc',
  } = options;
  const name = 'container users';
  const oneUser =
    'containers of your own images have one user only, who owns all files (an image that changes its user may not start)';
  if (uid === 0) {
    return { name, ok: true, message: 'root gives containers their users' };
  }
  const missing = ['newuidmap', 'newgidmap'].filter(
    program => !findProgram(program, searchPath),
  );
  if (missing.length > 0) {
    return {
      name,
      ok: false,
      message: `${oneUser}: ${missing.join(' and ')} not installed`,
      remedy: 'sudo apt-get install uidmap',
      installable: 'uidmap',
    };
  }
  const without = ['subuid', 'subgid']
    .map(file => path.join(tables, file))
    .filter(file => !hasRange(file, user, uid));
  return without.length > 0
    ? {
        name,
        ok: false,
        message: `${oneUser}: ${without.join(
          ' and ',
        )} give ${user} no range of ids`,
        remedy: `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${user}`,
      }
    : {
        name,
        ok: true,
        message: 'subordinate ids give containers their users',
      };
}

/** The folder, or the one above it that is there: a look changes nothing. */
const existing = (dir: string): string =>
  existsSync(dir) ? dir : existing(path.dirname(path.resolve(dir)));

/**
 * How containers of such images get a file system to write to: by the kernel's
 * overlay, by fuse-overlayfs, or by a copy of the image each.
 */
export async function checkContainerRoots(
  stateDir: string,
  searchPath?: string,
): Promise<HostCheck> {
  const name = 'container files';
  const unshare = findProgram('unshare', searchPath);
  let refusal = 'unshare is not installed';
  if (unshare) {
    const dir = mkdtempSync(path.join(existing(stateDir), '.try-overlay-'));
    const at = (part: string) => path.join(dir, part);
    try {
      ['lower', 'upper', 'work', 'merged'].forEach(part => mkdirSync(at(part)));
      const mount = 'mount -t overlay overlay -o "$0" "$1"';
      const options = `lowerdir=${at('lower')},upperdir=${at(
        'upper',
      )},workdir=${at('work')},userxattr`;
      await run(
        unshare,
        [
          '--user',
          '--map-root-user',
          '--mount',
          'sh',
          '-c',
          mount,
          options,
          at('merged'),
        ],
        { timeout: TIMEOUT_MS },
      );
      return { name, ok: true, message: 'overlay' };
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      refusal = (stderr || message).trim();
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }
  return findProgram('fuse-overlayfs', searchPath)
    ? {
        name,
        ok: true,
        message: `fuse-overlayfs, since there is no overlay: ${refusal}`,
      }
    : {
        name,
        ok: false,
        message: `each container of your own images gets a copy of the image, which takes time and room: ${refusal}`,
        remedy: 'sudo apt-get install fuse-overlayfs',
        installable: 'fuse-overlayfs',
      };
}
