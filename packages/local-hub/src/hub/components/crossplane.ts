import {
  cachePackage,
  functionPackage,
} from '../../crossplane/functionPackage';
import { writeTlsFolder } from '../../crossplane/tlsFolder';
import { ComponentSpec, httpProbe, tcpProbe } from '../../supervisor';
import { at, binaryComponent, HubContext } from './context';
import { nodeLaunch, versionOf } from './portal';

/** Go's garbage collector works harder above it; nothing fails. */
const MEMORY = '128MiB';
/** The function answers small questions. */
const HEAP_MIB = 64;
const FOLDER = 'packages/composition';
/** It works on few claims; more at once only takes memory. */
const RECONCILES = '10';

function core(context: HubContext): ComponentSpec {
  const { credentials, layout, repoRoot } = context;
  const { ports } = layout;
  const cache = layout.path('crossplane', 'packages');
  const health = at('http', ports.crossplaneHealth);
  const folder = (name: string) => layout.path('crossplane', name);
  const { launch, ...component } = binaryComponent(context, {
    name: 'crossplane',
    group: 'views',
    binary: 'crossplane',
    address: health,
    dependsOn: ['crossplane-definitions'],
    args: [
      'core',
      'start',
      '--namespace=crossplane-system',
      // Neither may start pods here: the function is a process of the hub's.
      '--package-runtime=Provider=External;Function=External',
      `--xpkg-cache-dir=${cache}`,
      `--health-probe-port=${ports.crossplaneHealth}`,
      `--metrics-port=${ports.crossplaneMetrics}`,
      `--webhook-port=${ports.crossplaneWebhook}`,
      `--tls-server-certs-dir=${folder('server')}`,
      `--tls-client-certs-dir=${folder('client')}`,
      `--max-concurrent-reconciles=${RECONCILES}`,
    ],
    env: {
      KUBECONFIG: credentials.kubeconfig('crossplane'),
      GOMEMLIMIT: MEMORY,
    },
    ready: httpProbe({ url: `${health}/readyz` }),
  });
  return {
    ...component,
    launch: () => {
      writeTlsFolder(credentials.crossplane, folder('server'));
      writeTlsFolder(credentials.crossplaneClient, folder('client'));
      cachePackage(functionPackage(repoRoot), cache);
      return launch();
    },
  };
}

/** What composes claims: our function, which Crossplane asks. */
function composition(context: HubContext): ComponentSpec {
  const { credentials, layout } = context;
  const { composition: port } = layout.ports;
  return {
    name: 'composition',
    group: 'views',
    version: () => versionOf(context, FOLDER),
    address: at('https', port),
    dependsOn: ['crossplane-definitions'],
    launch: () =>
      nodeLaunch(context, {
        name: 'composition',
        folder: FOLDER,
        entry: 'src/main.ts',
        args: [
          `--address=127.0.0.1:${port}`,
          `--tls-server-certs-dir=${writeTlsFolder(
            credentials.composition,
            layout.path('crossplane', 'function'),
          )}`,
        ],
        heapMiB: HEAP_MIB,
      }),
    ready: tcpProbe(port),
  };
}

/** What makes claims into resources. Runs need none of it. */
export const crossplane = (context: HubContext): ComponentSpec[] => [
  core(context),
  composition(context),
];
