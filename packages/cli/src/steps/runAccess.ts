import {
  NAMESPACE_EXPERIMENTS,
  SERVICE_ACCOUNT_RUNNER,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { StepInput } from './input';
import { runLabels } from './names';

/** Another who may do the same as the run's own steps. */
interface Account {
  name: string;
  namespace: string;
}

/** Gives the run's steps a ClusterRole in the run's namespace, and nowhere else. */
export const runAccess = (
  input: StepInput,
  role: string,
  others: Account[] = [],
) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: {
    name: role,
    namespace: runNamespace(input.run),
    labels: runLabels(input),
  },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: role,
  },
  subjects: [
    { name: SERVICE_ACCOUNT_RUNNER, namespace: NAMESPACE_EXPERIMENTS },
    ...others,
  ].map(account => ({ kind: 'ServiceAccount', ...account })),
});
