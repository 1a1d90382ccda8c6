import { defaultCacheDir, layout } from '@illm-lab/local-hub/control';
import {
  HostCheck,
  checkBubblewrap,
  checkContainerRoots,
  checkContainerUsers,
  checkDisk,
  checkGit,
  checkGo,
  checkNode,
  checkPorts,
  checkRedis,
  checkTechdocs,
  checkPodNetworks,
  checkUserNamespaces,
} from '@illm-lab/local-hub/host';
import { toolsMissing } from './tools';

/**
 * Looks at this computer: all that a hub needs. Changes nothing. The ports are
 * looked at only when no hub of ours holds them.
 */
export async function checkHost(options: {
  root: string;
  stateDir: string;
  port?: number;
  running: boolean;
}): Promise<HostCheck[]> {
  const { root, stateDir, port, running } = options;
  const cacheDir = defaultCacheDir(process.env);
  const missing = await toolsMissing(root);
  return [
    checkNode(),
    await checkGit(),
    await checkGo(missing),
    await checkDisk(cacheDir, missing),
    ...(running ? [] : [await checkPorts(layout(stateDir, port))]),
    await checkRedis(cacheDir),
    checkTechdocs(cacheDir, root),
    checkBubblewrap(),
    await checkUserNamespaces(),
    await checkPodNetworks(),
    checkContainerUsers(),
    await checkContainerRoots(stateDir),
  ];
}

/** What keeps a hub from starting at all; the rest it can live without. */
const BLOCKING = new Set(['go', 'disk']);

/** Whether `lab up` must not go on with this. */
export const isBlocking = (check: HostCheck) =>
  !check.ok && (check.fatal === true || BLOCKING.has(check.name));

/** One check as a line, with what to do. */
export const describeCheck = ({ name, ok, message, remedy }: HostCheck) =>
  `${ok ? '✓' : '✕'} ${name}: ${message}${remedy ? `. ${remedy}` : ''}`;
