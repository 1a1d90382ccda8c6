import { ComponentSpec, httpProbe } from '../../supervisor';
import { at, HubContext } from './context';
import { nodeLaunch, versionOf } from './portal';

const NAME = 'local-clusters';
const ENTRY = 'src/local/main.ts';
const FOLDER = 'packages/local-hub';
/** It starts and watches processes. */
const HEAP_MIB = 96;
/** Ending a cluster means ending its pods, with their time to stop. */
const GRACE_MS = 10_000;

/**
 * The provider `local` of experiment clusters: more control planes beside the
 * hub's own. What it starts outlives it, so that another one can go on with it,
 * but not the hub.
 */
export function localClusters(
  context: HubContext,
  cacheDir: string,
): ComponentSpec {
  const { credentials, layout, repoRoot } = context;
  const health = layout.ports.localClusters;
  const launch = (name: string, args: string[]) =>
    nodeLaunch(context, {
      name,
      folder: FOLDER,
      entry: ENTRY,
      args: [
        `--state=${layout.stateDir}`,
        `--port=${layout.port}`,
        `--repo=${repoRoot}`,
        `--kubeconfig=${credentials.kubeconfig(NAME)}`,
        `--cache=${cacheDir}`,
        ...args,
      ],
      heapMiB: HEAP_MIB,
    });
  return {
    name: NAME,
    version: () => versionOf(context, FOLDER),
    address: at('http', health),
    dependsOn: ['gitops'],
    launch: () => launch(NAME, [`--health=${health}`]),
    ready: httpProbe({ url: at('http', health) }),
    graceMs: GRACE_MS,
    afterStop: () => launch(NAME, ['--end']),
  };
}
