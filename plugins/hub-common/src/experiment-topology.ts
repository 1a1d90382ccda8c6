import { ClusterRole, experimentPaths } from './constants';
import { ExperimentCluster } from './experiment-cluster';
import { Issue } from './issue';

/** Where a run of an experiment takes place. */
export type Topology =
  /** In a namespace of the hub. */
  | 'hub'
  /** On clusters that are made for the run and removed after it. */
  | 'clusters';

/**
 * Where an experiment runs: on clusters of its own as soon as one `cluster.yaml`
 * names a provider, else in a namespace of the hub. With clusters of its own
 * each must name one, and there must be an orchestrator.
 */
export function experimentTopology(
  experiment: string,
  clusters: { role: ClusterRole; cluster: ExperimentCluster }[],
): { topology: Topology } | { issues: Issue[] } {
  const paths = experimentPaths(experiment);
  const without = clusters.filter(({ cluster }) => !cluster.spec.provider);
  if (without.length === clusters.length) {
    return { topology: 'hub' };
  }
  const issues = without.map(({ role }) => ({
    path: paths.cluster(role),
    message: 'spec.provider is missing, and other clusters of it name one.',
    remedy:
      'Name one here too, or in none of them to run in a namespace of the hub.',
  }));
  if (!clusters.some(({ role }) => role === 'orchestrator')) {
    issues.push({
      path: paths.cluster('orchestrator'),
      message: 'An experiment with clusters of its own needs an orchestrator.',
      remedy: 'Add this file with spec.role: orchestrator and a provider.',
    });
  }
  return issues.length > 0 ? { issues } : { topology: 'clusters' };
}
