import {
  CLUSTER_ROLES,
  ClusterRole,
  LABEL_RUN,
  clusterName,
  kubeconfigSecretName,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { V1Secret } from '@kubernetes/client-node';
import { CLUSTER_KIND, ClusterResource, Kube, isTrue } from '../kube';
import { StepError } from './error';
import { StepTools } from './step';
import { waitUntil } from './wait';

/** Time for a provider to take a cluster up; it may be restarting just now. */
const TAKEN_UP_MS = 120_000;

/** The clusters of a run that there are; none when it runs on the hub. */
export function runClusters(
  kube: Kube,
  run: string,
): Promise<ClusterResource[]> {
  return kube.list<ClusterResource>(
    { ...CLUSTER_KIND, namespace: runNamespace(run) },
    `${LABEL_RUN}=${run}`,
  );
}

/** Kubeconfig of a run's cluster; undefined while there is none. */
export async function kubeconfigOf(
  kube: Kube,
  run: string,
  role: ClusterRole,
): Promise<string | undefined> {
  const secret = await kube.get<V1Secret>({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: kubeconfigSecretName(run, role),
      namespace: runNamespace(run),
    },
  });
  const data = secret?.data?.kubeconfig;
  return data && Buffer.from(data, 'base64').toString('utf8');
}

/**
 * A run's cluster by its role.
 *
 * @throws StepError when there is no way into it
 */
export async function clusterKube(
  kube: Kube,
  run: string,
  role: ClusterRole,
): Promise<Kube> {
  const text = await kubeconfigOf(kube, run, role);
  if (!text) {
    throw new StepError(
      `Cluster ${clusterName(
        run,
        role,
      )} has no kubeconfig. It was not provisioned, or is removed already.`,
    );
  }
  return Kube.fromKubeconfig(text);
}

/**
 * The API server that has the run's own workflow: its orchestrator's, or the
 * hub's; undefined when the orchestrator can't be reached any more.
 */
export async function orchestratorKube(
  kube: Kube,
  run: string,
): Promise<Kube | undefined> {
  const clusters = await runClusters(kube, run);
  if (clusters.length === 0) {
    return kube;
  }
  const text = await kubeconfigOf(kube, run, 'orchestrator');
  return text ? Kube.fromKubeconfig(text) : undefined;
}

/**
 * Waits until a condition is true of all these clusters. A cluster that its
 * provider refuses ends the wait with the provider's own sentence, and so does
 * one that no provider takes up.
 */
export async function waitForClusters(
  run: string,
  options: {
    condition: 'Ready' | 'ArgoReady';
    roles?: readonly ClusterRole[];
    /** What is waited for, to end "Waited 120 s for …". */
    what: string;
    timeoutMs: number;
    takenUpMs?: number;
    tools: StepTools;
  },
): Promise<void> {
  const { condition, roles = CLUSTER_ROLES, what, timeoutMs } = options;
  const { kube, progress, signal } = options.tools;
  const { takenUpMs = TAKEN_UP_MS } = options;
  const startedAt = Date.now();
  const said = new Map<string, string>();
  await waitUntil({
    what,
    timeoutMs,
    intervalMs: 300,
    signal,
    check: async () => {
      const clusters = (await runClusters(kube, run)).filter(({ spec }) =>
        roles.includes(spec.role),
      );
      const open = clusters.filter(cluster => !isTrue(cluster, condition));
      for (const cluster of clusters) {
        const name = cluster.metadata?.name ?? '';
        const line = describe(cluster, condition);
        if (cluster.status?.phase === 'Failed') {
          throw new StepError(`Cluster ${name}: ${line}`);
        }
        if (!cluster.status?.phase && Date.now() - startedAt >= takenUpMs) {
          throw new StepError(
            `Cluster ${name}: ${line} See docs/explanation/lifecycle.md for the providers that this hub can have, or change spec.provider.`,
          );
        }
        if (said.get(name) !== line) {
          said.set(name, line);
          progress(`${name}: ${line}`);
        }
      }
      return open.length === 0 && clusters.length > 0
        ? true
        : open
            .map(one => `${one.metadata?.name}: ${describe(one, condition)}`)
            .join(' ');
    },
  });
}

function describe(cluster: ClusterResource, condition: string): string {
  const { status } = cluster;
  if (!status?.phase) {
    return `no provider “${cluster.spec.provider}” has taken it up yet.`;
  }
  const found = status.conditions?.find(({ type }) => type === condition);
  return found?.status === 'True'
    ? 'ready'
    : found?.message || status.message || status.phase;
}
