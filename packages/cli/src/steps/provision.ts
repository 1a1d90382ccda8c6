import {
  LABEL_KEPT,
  Topology,
  pickCostLabels,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { readClusters, readTopology } from './clusters';
import { StepInput } from './input';
import { RUN_STEPS_CLUSTER_ROLE, runLabels } from './names';
import { provisionClusters } from './provisionClusters';
import { withCommit } from './repository';
import { runAccess } from './runAccess';
import { runNetwork } from './runNetwork';
import { runProject } from './runProject';
import { runQuota } from './runQuota';
import { StepTools } from './step';
import { workloadIdentity } from './workloadIdentity';

/** No privileged containers, host networks or host paths: Kubernetes' own level. */
const POD_SECURITY = { 'pod-security.kubernetes.io/enforce': 'baseline' };

/**
 * Makes the run's namespace on the hub, labelled for cost and clean-up, and in
 * it either the identity of the experiment's own workflow, with what confines it,
 * or the clusters that the experiment wants for itself. Doing it twice changes nothing.
 *
 * @param takenUpMs - time for a provider to take up the clusters
 * @returns where the run takes place
 */
export async function provision(
  input: StepInput,
  tools: StepTools,
  takenUpMs?: number,
): Promise<Topology> {
  const { kube, progress } = tools;
  const clusters = await withCommit(input, checkout =>
    readClusters(checkout, input.experiment),
  );
  const topology = readTopology(input.experiment, clusters);
  const namespace = runNamespace(input.run);
  await kube.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        ...pickCostLabels(clusters[0].cluster.metadata.labels),
        ...runLabels(input),
        ...POD_SECURITY,
        ...(input.keep && { [LABEL_KEPT]: 'true' }),
      },
    },
  });
  if (topology === 'clusters') {
    await provisionClusters(input, clusters, tools, takenUpMs);
    return topology;
  }
  for (const object of [
    ...workloadIdentity(input),
    runAccess(input, RUN_STEPS_CLUSTER_ROLE),
    runQuota(input),
    runNetwork(input),
    await runProject(input, kube),
  ]) {
    await kube.apply(object);
  }
  progress(`Namespace ${namespace} is ready`);
  return topology;
}
