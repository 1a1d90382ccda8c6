import {
  ClusterRole,
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

/**
 * The folder of an experiment.
 *
 * @param input - Checked input.
 * @param loadScript - Text of the k6 script.
 * @returns File texts by path from the repository's root.
 * @throws Error when a file would not pass the checks that runs make; that is a
 *   fault of this module, not of the input.
 */
export function renderExperiment(
  input: ExperimentInput,
  loadScript: string,
): Record<string, string> {
  const role: ClusterRole = 'target';
  const paths = experimentPaths(input.name);
  const files = {
    [paths.catalogInfo]: catalogInfo(input, [role]),
    [`${paths.folder}/README.md`]: readme(input),
    [paths.cluster(role)]: toYaml(CLUSTER_SCHEMA, cluster(input, role)),
    ...Object.fromEntries(
      Object.entries(targetManifests()).map(([file, text]) => [
        `${paths.argocd(role)}/${file}`,
        text,
      ]),
    ),
    [paths.workflow]: toYaml(WORKFLOW_SCHEMA, workflow(input)),
    [`${paths.k6Folder}/load.js`]: loadScript,
  };
  for (const parsed of [
    parseExperimentCluster(files[paths.cluster(role)]),
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
