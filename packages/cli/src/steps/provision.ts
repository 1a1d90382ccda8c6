import {
  LABEL_KEPT,
  pickCostLabels,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { readClusters } from './clusters';
import { StepInput } from './input';
import {
  WORKLOAD_CLUSTER_ROLE,
  WORKLOAD_SERVICE_ACCOUNT,
  runLabels,
} from './names';
import { withCommit } from './repository';
import { StepTools } from './step';

/**
 * Makes the run's namespace, labelled for cost and clean-up, and the identity of
 * the experiment's own workflow in it. Doing it twice changes nothing.
 */
export async function provision(
  input: StepInput,
  { kube, progress }: StepTools,
): Promise<void> {
  const [{ cluster }] = await withCommit(input, checkout =>
    readClusters(checkout, input.experiment),
  );
  const namespace = runNamespace(input.run);
  const labels = runLabels(input);
  await kube.apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        ...pickCostLabels(cluster.metadata.labels),
        ...labels,
        ...(input.keep && { [LABEL_KEPT]: 'true' }),
      },
    },
  });
  const identity = { name: WORKLOAD_SERVICE_ACCOUNT, namespace };
  await kube.apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...identity, labels },
  });
  await kube.apply({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { ...identity, labels },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: WORKLOAD_CLUSTER_ROLE,
    },
    subjects: [{ kind: 'ServiceAccount', ...identity }],
  });
  progress(`Namespace ${namespace} is ready`);
}
