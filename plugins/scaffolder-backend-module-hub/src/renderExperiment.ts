import {
  CLUSTER_ROLES,
  ClusterRole,
  ExperimentCluster,
  experimentPaths,
  formatIssue,
  parseExperimentCluster,
  parseExperimentWorkflow,
} from '@illm-lab/plugin-hub-common';
import { ExperimentInput } from './experiment/types';
import { catalogInfo } from './files/catalogInfo';
import { cluster, CLUSTER_SCHEMA } from './files/cluster';
import { readme } from './files/readme';
import { targetManifests } from './files/target';
import { toYaml } from './files/toYaml';
import { workflow, WORKFLOW_SCHEMA } from './files/workflow';

/** What makes clusters. */
export type Provider = NonNullable<ExperimentCluster['spec']['provider']>;

/**
 * The folder of an experiment.
 *
 * @param input - Checked input.
 * @param loadScript - Text of the k6 script.
 * @param provider - What makes the clusters, when runs have clusters of their own.
 * @returns File texts by path from the repository's root.
 * @throws Error when a file would not pass the checks that runs make; that is a
 *   fault of this module, not of the input.
 */
export function renderExperiment(
  input: ExperimentInput,
  loadScript: string,
  provider: Provider,
): Record<string, string> {
  const onHub = input.topology === 'hub';
  const roles: readonly ClusterRole[] = onHub ? ['target'] : CLUSTER_ROLES;
  const paths = experimentPaths(input.name);
  const files = {
    [paths.catalogInfo]: catalogInfo(input, roles),
    [`${paths.folder}/README.md`]: readme(input),
    ...Object.fromEntries(
      roles.map(role => [
        paths.cluster(role),
        toYaml(
          CLUSTER_SCHEMA,
          cluster(input, role, onHub ? undefined : provider),
        ),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(targetManifests()).map(([file, text]) => [
        `${paths.argocd('target')}/${file}`,
        text,
      ]),
    ),
    [paths.workflow]: toYaml(WORKFLOW_SCHEMA, workflow(input)),
    [`${paths.k6Folder}/load.js`]: loadScript,
  };
  for (const parsed of [
    ...roles.map(role => parseExperimentCluster(files[paths.cluster(role)])),
    parseExperimentWorkflow(files[paths.workflow]),
  ]) {
    if ('issues' in parsed) {
      throw new Error(
        `The rendered experiment is broken: ${parsed.issues
          .map(formatIssue)
          .join(' ')}`,
      );
    }
  }
  return files;
}
