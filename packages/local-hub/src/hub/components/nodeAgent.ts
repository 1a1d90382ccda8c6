import { existsSync } from 'node:fs';
import path from 'node:path';
import { Redis } from '../../host';
import { ComponentSpec, httpProbe } from '../../supervisor';
import { NODE_NAME } from '../identities';
import { writeImageTable } from '../imageTable';
import { SERVICE_RANGE } from './controlPlane';
import { at, binaryComponent, HubContext } from './context';
import { imageFlags } from './imageFlags';

/** Long enough for the steps of a run to stop what they started. */
const POD_GRACE = '20s';
/** The supervisor's own patience, beyond the pods'. */
const GRACE_MS = 30_000;

/**
 * Load balancers of a hub and of its clusters have the first two octets in
 * common, and pods of one reach those of another.
 */
const loadBalancersOfAll = (range: string) =>
  `${range.split('.').slice(0, 2).join('.')}.0.0/16`;

/** The node: runs the pods' containers as processes of this host. */
export function nodeAgent(
  context: HubContext,
  options: {
    /** Finds the host's redis-server, for pods that are one. */
    redis?: () => Promise<Redis | undefined>;
    /**
     * Ports of this computer's loopback that pods may reach. Everything else of
     * the hub is out of their reach: etcd, Redis, the portal, Argo CD.
     */
    reach: number[];
  },
): ComponentSpec {
  const { layout, credentials, repoRoot, tools } = context;
  const { ports, network } = layout;
  const stateDir = layout.path('node');
  const health = `127.0.0.1:${ports.kubeletHealth}`;

  const find = (binary: string) => {
    try {
      return tools.path(binary);
    } catch {
      return undefined;
    }
  };
  const bundle = path.join(repoRoot, 'packages/cli/dist/lab.cjs');
  const writeTable = async () => {
    // Else each step of each run would wait for its image for ever.
    if (!existsSync(bundle)) {
      throw new Error(
        `What steps of runs call is not built: ${bundle} is missing. “lab up” builds it.`,
      );
    }
    return writeImageTable(layout.path('images'), {
      find,
      redis: (await options.redis?.())?.command,
      node: process.execPath,
      bundle,
    });
  };

  const { launch, ...component } = binaryComponent(context, {
    name: 'node-agent',
    binary: 'node-agent',
    address: at('https', ports.kubelet),
    dependsOn: ['namespaces'],
    args: [
      `--kubeconfig=${credentials.kubeconfig('node-agent')}`,
      `--node-name=${NODE_NAME}`,
      `--listen=127.0.0.1:${ports.kubelet}`,
      `--healthz=${health}`,
      `--tls-cert=${credentials.kubelet.certFile}`,
      `--tls-key=${credentials.kubelet.keyFile}`,
      `--client-ca=${credentials.kubelet.caFile}`,
      `--state-dir=${stateDir}`,
      `--images=${layout.path('images', 'images.json')}`,
      `--pod-cidr=${network.pods}`,
      `--lb-cidr=${network.loadBalancers}`,
      ...imageFlags(layout),
      `--service-cidr=${SERVICE_RANGE}`,
      `--reach=${[
        ...options.reach.map(port => `127.0.0.1:${port}`),
        loadBalancersOfAll(network.loadBalancers),
      ].join(',')}`,
    ],
    ready: httpProbe({ url: `http://${health}/healthz` }),
    graceMs: GRACE_MS,
  });
  return {
    ...component,
    waitFor: async (report, signal) => {
      await context.built(
        ['node-agent', 'lab-shim', 'lab-net'],
        report,
        signal,
      );
      // The agent follows the table, so what is built later is added later.
      const rest = ['argoexec', 'k6', 'lab-target'];
      for (const binary of rest) {
        void context
          .built([binary], () => {}, signal)
          .then(writeTable, () => {});
      }
    },
    launch: async () => {
      await writeTable();
      return launch();
    },
    // Pods outlive the agent, so that a new one can adopt them; not the hub.
    afterStop: () => ({
      command: tools.path('node-agent'),
      args: ['stop-pods', `--state-dir=${stateDir}`, `--grace=${POD_GRACE}`],
      env: {},
      cwd: layout.stateDir,
    }),
  };
}
