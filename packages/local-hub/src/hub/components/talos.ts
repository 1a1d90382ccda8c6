import path from 'node:path';
import { ComponentSpec, tcpProbe } from '../../supervisor';
import { at, HubContext } from './context';
import { nodeLaunch, versionOf } from './portal';

/** What the portal reads of Talos's API, made by tools/talos. */
const DESCRIPTORS = 'plugins/hub-backend/assets/talos-api.binpb';
/** It answers a few small questions. */
const HEAP_MIB = 48;

/** Talos's API, answered with what this host can say. Runs need none of it. */
export function talos(context: HubContext): ComponentSpec {
  const { credentials, layout, repoRoot } = context;
  const { ports, statusFile } = layout;
  const files = (
    name: string,
    tls: { certFile: string; keyFile: string; caFile: string },
  ) => [
    `--${name}-cert=${tls.certFile}`,
    `--${name}-key=${tls.keyFile}`,
    `--${name}-ca=${tls.caFile}`,
  ];
  return {
    name: 'talos-stand-in',
    group: 'views',
    version: () => versionOf(context, 'packages/local-hub'),
    address: at('https', ports.talos),
    dependsOn: ['etcd'],
    launch: () =>
      nodeLaunch(context, {
        name: 'talos-stand-in',
        folder: 'packages/local-hub',
        entry: 'src/talos/main.ts',
        args: [
          `--port=${ports.talos}`,
          `--descriptors=${path.join(repoRoot, DESCRIPTORS)}`,
          `--status=${statusFile}`,
          `--etcd=${at('https', ports.etcdClient)}`,
          ...files('tls', credentials.talos),
          ...files('etcd', credentials.talosEtcdClient),
        ],
        heapMiB: HEAP_MIB,
      }),
    ready: tcpProbe(ports.talos),
  };
}
