import {
  CLUSTER_ROLES,
  ClusterRole,
  ExperimentCluster,
  Topology,
  experimentPaths,
  experimentTopology,
  formatIssue,
  parseExperimentCluster,
} from '@illm-lab/plugin-hub-common';
import { StepError } from './error';
import { Checkout } from './repository';

/** One cluster of an experiment, as the repository has it at a commit. */
export interface DeclaredCluster {
  role: ClusterRole;
  cluster: ExperimentCluster;
  /** Whether the folder has manifests for Argo CD. */
  hasManifests: boolean;
}

/** Where the experiment runs; a StepError says what contradicts itself. */
export function readTopology(
  experiment: string,
  clusters: DeclaredCluster[],
): Topology {
  const found = experimentTopology(experiment, clusters);
  if ('issues' in found) {
    throw new StepError(found.issues.map(formatIssue).join(' '));
  }
  return found.topology;
}

/** Reads and checks an experiment's clusters; a StepError names file and line. */
export async function readClusters(
  checkout: Checkout,
  experiment: string,
): Promise<DeclaredCluster[]> {
  const paths = experimentPaths(experiment);
  const clusters: DeclaredCluster[] = [];
  for (const role of CLUSTER_ROLES) {
    const file = paths.cluster(role);
    const text = await checkout.read(file);
    if (text === undefined) {
      continue;
    }
    const parsed = parseExperimentCluster(text);
    if ('issues' in parsed) {
      throw new StepError(
        `${file}: ${parsed.issues.map(formatIssue).join(' ')}`,
      );
    }
    const manifests = await checkout.list(paths.argocd(role));
    clusters.push({
      role,
      cluster: parsed.cluster,
      hasManifests: manifests.length > 0,
    });
  }
  if (clusters.length === 0) {
    throw new StepError(
      `${paths.folder} declares no cluster at this commit. Add ${paths.cluster(
        'orchestrator',
      )} or ${paths.cluster('target')}.`,
    );
  }
  return clusters;
}
