import { runNamespace } from '@illm-lab/plugin-hub-common';
import { StepInput } from './input';
import { runLabels } from './names';

/**
 * What a run may have at once in its namespace on the hub: far more than an
 * experiment needs, and not so much that one of them takes the hub down. Only
 * counts: a quota of CPU or memory would refuse every pod that asks for none.
 */
const MOST = {
  pods: '500',
  services: '100',
  'services.loadbalancers': '20',
  persistentvolumeclaims: '20',
  'requests.storage': '100Gi',
};

/** The quota of a run's namespace. */
export function runQuota(input: StepInput) {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: {
      name: 'run',
      namespace: runNamespace(input.run),
      labels: runLabels(input),
    },
    spec: { hard: MOST },
  };
}
