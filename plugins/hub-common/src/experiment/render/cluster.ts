import { ClusterRole } from '../../constants';
import { ExperimentCluster } from '../../experiment-cluster';
import { costLabelsOf } from '../costLabels';
import { ExperimentInput } from '../types';

/** Where an editor finds the schema, seen from a cluster's folder. */
export const CLUSTER_SCHEMA =
  '../../../plugins/hub-common/src/schemas/experiment-cluster.schema.json';

/**
 * One cluster of an experiment.
 *
 * @param provider - What makes it; without one it is a namespace of the hub.
 */
export function cluster(
  input: ExperimentInput,
  role: ClusterRole,
  provider?: ExperimentCluster['spec']['provider'],
): ExperimentCluster {
  return {
    apiVersion: 'illm.lab/v1alpha1',
    kind: 'ExperimentCluster',
    metadata: { name: `${input.name}-${role}`, labels: costLabelsOf(input) },
    spec: { role, ...(provider && { provider }) },
  };
}
