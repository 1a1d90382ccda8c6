import {
  LABEL_CLUSTER_ROLE,
  LABEL_KEPT,
  clusterName,
  pickCostLabels,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { CLUSTER_KIND } from '../kube';
import { DeclaredCluster } from './clusters';
import { StepInput } from './input';
import { RUN_CLUSTERS_CLUSTER_ROLE, runLabels } from './names';
import { runAccess } from './runAccess';
import { waitForClusters } from './runClusters';
import { StepTools } from './step';

/** The hub's own provider of clusters. */
const CLUSTER_PROVIDER = { name: 'local-clusters', namespace: 'illm-lab' };

/** Time for all clusters; a cloud takes longer than this computer. */
const TIMEOUT_MS: Record<string, number> = {
  local: 180_000,
  kind: 600_000,
  crossplane: 1_800_000,
};

/** Asks for all clusters of a run at once, and waits until pods can run there. */
export async function provisionClusters(
  input: StepInput,
  clusters: DeclaredCluster[],
  tools: StepTools,
  takenUpMs?: number,
): Promise<void> {
  const { kube, progress } = tools;
  const namespace = runNamespace(input.run);
  const labels = runLabels(input);
  // A cloud hands over the way into a cluster by a Secret too.
  await kube.apply(
    runAccess(input, RUN_CLUSTERS_CLUSTER_ROLE, [CLUSTER_PROVIDER]),
  );
  const startedAt = Date.now();
  await Promise.all(
    clusters.map(({ role, cluster }) =>
      kube.apply({
        ...CLUSTER_KIND,
        metadata: {
          name: clusterName(input.run, role),
          namespace,
          labels: {
            ...pickCostLabels(cluster.metadata.labels),
            ...labels,
            [LABEL_CLUSTER_ROLE]: role,
            ...(input.keep && { [LABEL_KEPT]: 'true' }),
          },
        },
        spec: cluster.spec,
      }),
    ),
  );
  const names = clusters.map(({ role }) => clusterName(input.run, role));
  progress(`Clusters wanted: ${names.join(', ')}`);
  await waitForClusters(input.run, {
    condition: 'Ready',
    what: `clusters ${names.join(', ')} to be ready`,
    timeoutMs: Math.max(
      ...clusters.map(({ cluster }) => TIMEOUT_MS[cluster.spec.provider!]),
    ),
    takenUpMs,
    tools,
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  progress(`${names.length} clusters are ready after ${seconds} s`);
}
