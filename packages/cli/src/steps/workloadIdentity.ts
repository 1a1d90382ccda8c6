import { runNamespace } from '@illm-lab/plugin-hub-common';
import { StepInput } from './input';
import {
  WORKLOAD_CLUSTER_ROLE,
  WORKLOAD_SERVICE_ACCOUNT,
  runLabels,
} from './names';

/** The identity of the experiment's own workflow, in the run's namespace. */
export function workloadIdentity(input: StepInput) {
  const namespace = runNamespace(input.run);
  const labels = runLabels(input);
  const identity = { name: WORKLOAD_SERVICE_ACCOUNT, namespace };
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...identity, labels },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { ...identity, labels },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: WORKLOAD_CLUSTER_ROLE,
      },
      subjects: [{ kind: 'ServiceAccount', ...identity }],
    },
  ];
}
