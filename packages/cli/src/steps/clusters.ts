import {
  CLUSTER_ROLES,
  ClusterRole,
  ExperimentCluster,
  ExperimentSource,
  Topology,
  experimentPaths,
  experimentTopology,
  formatIssue,
  parseExperimentCluster,
  parseExperimentSource,
} from '@illm-lab/plugin-hub-common';
import { StepError } from './error';
import { Checkout } from './repository';

/** One cluster of an experiment, as the repository has it at a commit. */
export interface DeclaredCluster {
  role: ClusterRole;
  cluster: ExperimentCluster;
  /** Whether the folder has manifests for Argo CD. */
  hasManifests: boolean;
  /** Instead of them: what Argo CD is to deploy from elsewhere. */
  source?: ExperimentSource;
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
    const source = await readSource(checkout, paths.application(role));
    if (source && manifests.length > 0) {
      throw new StepError(
        `${paths.application(role)} and ${paths.argocd(
          role,
        )} are both there, and a target comes from one place. Remove one of the two.`,
      );
    }
    clusters.push({
      role,
      cluster: parsed.cluster,
      hasManifests: manifests.length > 0,
      ...(source && { source }),
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

async function readSource(
  checkout: Checkout,
  file: string,
): Promise<ExperimentSource | undefined> {
  const text = await checkout.read(file);
  if (text === undefined) return undefined;
  const parsed = parseExperimentSource(text);
  if ('issues' in parsed) {
    throw new StepError(`${file}: ${parsed.issues.map(formatIssue).join(' ')}`);
  }
  return parsed.source;
}
