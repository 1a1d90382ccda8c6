import { experimentPaths } from '../../constants';
import {
  ExperimentCluster,
  parseExperimentCluster,
} from '../../experiment-cluster';
import { parseExperimentSource } from '../../experiment-source';
import { parseExperimentWorkflow } from '../../experiment-workflow';
import { formatIssue } from '../../issue';
import { loadFiles } from '../load/script';
import { ExperimentFile, ExperimentInput } from '../types';
import { application, APPLICATION_SCHEMA } from './application';
import { catalogInfo } from './catalogInfo';
import { cluster, CLUSTER_SCHEMA } from './cluster';
import { readme } from './readme';
import { rolesOf } from './roles';
import { targetManifests } from './target';
import { toYaml } from './toYaml';
import { workflow, WORKFLOW_SCHEMA } from './workflow';

/** What makes clusters. */
export type Provider = NonNullable<ExperimentCluster['spec']['provider']>;

/**
 * The folder of an experiment: what the wizard's preview shows is what the pull
 * request has.
 *
 * @param input - Checked input, see {@link checkExperimentInput}.
 * @param provider - What makes the clusters, when runs have clusters of their own.
 * @returns The files by path from the repository's root.
 * @throws Error when a file would not pass the checks that runs make; that is a
 *   fault of this module, not of the input.
 */
export function renderExperiment(
  input: ExperimentInput,
  provider: Provider,
): ExperimentFile[] {
  const { name, topology, workload, load } = input;
  const roles = rolesOf(input);
  const paths = experimentPaths(name);
  const texts: Record<string, string> = {
    [paths.catalogInfo]: catalogInfo(input, roles),
    [`${paths.folder}/README.md`]: readme(input),
  };
  for (const role of roles) {
    texts[paths.cluster(role)] = toYaml(
      CLUSTER_SCHEMA,
      cluster(input, role, topology === 'hub' ? undefined : provider),
    );
  }
  for (const [file, text] of Object.entries(targetManifests(workload))) {
    texts[`${paths.argocd('target')}/${file}`] = text;
  }
  if (workload.kind === 'git') {
    texts[paths.application('target')] = toYaml(
      APPLICATION_SCHEMA,
      application(name, workload),
    );
  }
  texts[paths.workflow] = toYaml(WORKFLOW_SCHEMA, workflow(input));
  for (const parsed of [
    ...roles.map(role => parseExperimentCluster(texts[paths.cluster(role)])),
    ...(workload.kind === 'git'
      ? [parseExperimentSource(texts[paths.application('target')])]
      : []),
    parseExperimentWorkflow(texts[paths.workflow]),
  ]) {
    if ('issues' in parsed) {
      throw new Error(
        `The rendered experiment is broken: ${parsed.issues
          .map(formatIssue)
          .join(' ')}`,
      );
    }
  }
  const k6 = load.kind === 'folder' ? load.files : loadFiles(load);
  return [
    ...Object.entries(texts).map(
      ([path, content]): ExperimentFile => ({
        path,
        content,
        encoding: 'utf8',
      }),
    ),
    ...k6.map(file => ({ ...file, path: `${paths.k6Folder}/${file.path}` })),
  ];
}
