import { CLUSTER_ROLES, ClusterRole } from '../../constants';
import { ExperimentInput } from '../types';

/**
 * The clusters that an experiment declares. On the hub one of them stands for the
 * namespace; what is there already needs no cluster as its target.
 */
export function rolesOf({
  topology,
  workload,
}: Pick<ExperimentInput, 'topology' | 'workload'>): ClusterRole[] {
  const isElsewhere = workload.kind === 'url';
  if (topology === 'hub') return [isElsewhere ? 'loadgen' : 'target'];
  return CLUSTER_ROLES.filter(role => role !== 'target' || !isElsewhere);
}
