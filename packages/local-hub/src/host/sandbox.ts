import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { findProgram } from './findProgram';
import { HostCheck } from './types';

const run = promisify(execFile);
const TIMEOUT_MS = 10_000;

const SWITCHES: Array<[file: string, off: string, remedy: string]> = [
  [
    '/proc/sys/kernel/unprivileged_userns_clone',
    '0',
    'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  ],
  [
    '/proc/sys/user/max_user_namespaces',
    '0',
    'sudo sysctl -w user.max_user_namespaces=15000',
  ],
  [
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    '1',
    'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  ],
];

function isSetTo(file: string, value: string): boolean {
  try {
    return readFileSync(file, 'utf8').trim() === value;
  } catch {
    return false;
  }
}

const remedy = () =>
  SWITCHES.find(([file, off]) => isSetTo(file, off))?.[2] ??
  'Allow user namespaces; inside a container start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined';

/** Whether bubblewrap, in which pods run, is there. */
export function checkBubblewrap(searchPath?: string): HostCheck {
  const found = findProgram('bwrap', searchPath);
  return {
    name: 'bubblewrap',
    ok: found !== undefined,
    message: found ?? 'bubblewrap (bwrap) is not installed, so pods cannot run',
    ...(!found && {
      remedy: 'sudo apt-get install bubblewrap',
      installable: 'bubblewrap',
    }),
  };
}

/** Whether this host lets a sandbox be made: tries one. */
export async function checkUserNamespaces(
  searchPath?: string,
): Promise<HostCheck> {
  const name = 'user namespaces';
  const bwrap = findProgram('bwrap', searchPath);
  if (!bwrap) {
    return {
      name,
      ok: false,
      message: 'could not be tried without bubblewrap',
      remedy: 'sudo apt-get install bubblewrap',
      installable: 'bubblewrap',
    };
  }
  let refusal = '';
  // Where /proc is masked (inside Docker) the agent binds the old one.
  for (const proc of [
    ['--proc', '/proc'],
    ['--bind', '/proc', '/proc'],
  ]) {
    const args = ['--unshare-user', '--unshare-pid', '--unshare-ipc'];
    try {
      await run(
        bwrap,
        [...args, '--ro-bind', '/', '/', ...proc, '--dev', '/dev', 'true'],
        { timeout: TIMEOUT_MS },
      );
      return { name, ok: true, message: 'a sandbox could be made' };
    } catch (error) {
      refusal ||= String((error as { stderr?: string }).stderr || error).trim();
    }
  }
  return {
    name,
    ok: false,
    message: `this host does not let bubblewrap make a sandbox: ${refusal}`,
    remedy: remedy(),
  };
}
