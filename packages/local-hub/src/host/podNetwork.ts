import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findProgram } from './findProgram';
import { HostCheck } from './types';

const run = promisify(execFile);
const TIMEOUT_MS = 10_000;
const TUN = '/dev/net/tun';
/** What it means for pods when they have no network of their own. */
const SHARED =
  'pods share this computer’s network: two of them cannot listen on one port, and they reach what listens on its loopback';

/**
 * Whether this host lets each pod have a network of its own. Without it pods run
 * too, on the host's; the node's condition `PodNetworkShared` says the same.
 */
export async function checkPodNetworks(
  searchPath?: string,
  tun = TUN,
): Promise<HostCheck> {
  const name = 'pod networks';
  const failed = (reason: string, remedy: string): HostCheck => ({
    name,
    ok: false,
    message: `${SHARED}: ${reason}`,
    remedy,
  });
  try {
    await (await open(tun, 'r+')).close();
  } catch (error) {
    return failed(
      (error as Error).message,
      `sudo modprobe tun; inside a container start it with --device ${TUN}`,
    );
  }
  const unshare = findProgram('unshare', searchPath);
  if (!unshare || !findProgram('nsenter', searchPath)) {
    return {
      ...failed(
        'unshare and nsenter are not installed',
        'sudo apt-get install util-linux',
      ),
      installable: 'util-linux',
    };
  }
  try {
    await run(unshare, ['--user', '--map-root-user', '--net', 'true'], {
      timeout: TIMEOUT_MS,
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return failed(
      (stderr || message).trim(),
      'Allow user namespaces, see the line above',
    );
  }
  return { name, ok: true, message: 'each pod has a network of its own' };
}
