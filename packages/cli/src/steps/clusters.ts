import {
  CLUSTER_ROLES,
  ClusterRole,
  ExperimentCluster,
  experimentPaths,
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
