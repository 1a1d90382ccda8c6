import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { at } from '../hub/components/context';
import { ETCD_MEMBER } from '../hub/components/controlPlane';
import { Layout } from '../hub/layout';
import { BackupError } from './BackupError';

const run = promisify(execFile);

/**
 * A restored etcd counts on from a revision that the lost one can't have come
 * to: what watched it lists anew, instead of waiting for a revision that it has
 * seen already. That is the figure of etcd's own guide, for a week at 1,500
 * writes a second.
 */
const BUMP = 1_000_000_000;

/** Where etcd's two tools are. */
export interface EtcdTools {
  etcdctl: string;
  etcdutl: string;
}

async function tool(what: string, command: string, args: string[]) {
  try {
    return (await run(command, args)).stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new BackupError(`${what}: ${stderr?.trim() || message}`);
  }
}

/** Saves a snapshot of the running etcd, and checks that it can be read. */
export async function saveEtcd(
  tools: EtcdTools,
  layout: Layout,
  file: string,
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const pki = (name: string) => layout.path('pki', name);
  await tool('etcd gave no snapshot', tools.etcdctl, [
    `--endpoints=${at('https', layout.ports.etcdClient)}`,
    `--cacert=${pki('etcd-ca.crt')}`,
    `--cert=${pki('apiserver-etcd.crt')}`,
    `--key=${pki('apiserver-etcd.key')}`,
    ...['snapshot', 'save', file],
  ]);
  await tool('The snapshot of etcd is no good', tools.etcdutl, [
    ...['snapshot', 'status', file],
  ]);
}

/** Makes etcd's data folder from a snapshot. */
export async function restoreEtcd(
  tools: EtcdTools,
  layout: Layout,
  file: string,
  dataDir: string,
): Promise<void> {
  const peer = at('https', layout.ports.etcdPeer);
  await rm(dataDir, { recursive: true, force: true });
  await tool('etcd did not take the snapshot', tools.etcdutl, [
    ...['snapshot', 'restore', file],
    `--name=${ETCD_MEMBER}`,
    `--data-dir=${dataDir}`,
    `--initial-cluster=${ETCD_MEMBER}=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--bump-revision=${BUMP}`,
    '--mark-compacted',
  ]);
}
