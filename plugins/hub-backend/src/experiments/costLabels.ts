import {
  CLUSTER_ROLES,
  CostLabels,
  experimentPaths,
  parseExperimentCluster,
  pickCostLabels,
} from '@illm-lab/plugin-hub-common';
import { BrokenExperimentError } from '../errors';
import { RepositoryReader } from './RepositoryReader';

/**
 * The cost labels of an experiment at a commit: those of the first of its
 * clusters.
 *
 * @throws BrokenExperimentError when there is no cluster, or it is broken
 */
export async function readCostLabels(
  repository: RepositoryReader,
  experiment: string,
  commit: string,
): Promise<Partial<CostLabels>> {
  const paths = CLUSTER_ROLES.map(experimentPaths(experiment).cluster);
  const texts = await Promise.all(
    paths.map(path => repository.read(path, commit)),
  );
  const index = texts.findIndex(text => text !== undefined);
  if (index < 0) {
    throw new BrokenExperimentError(
      `${experiment} has no cluster at ${commit.slice(0, 7)}.`,
      [
        {
          path: paths.join(', '),
          message: 'None of these files is there.',
          remedy: 'Add one, with the cost labels.',
        },
      ],
    );
  }
  const parsed = parseExperimentCluster(texts[index]!);
  if ('issues' in parsed) {
    throw new BrokenExperimentError(
      `${paths[index]} at ${commit.slice(0, 7)} is broken, so it can't be run.`,
      parsed.issues,
    );
  }
  return pickCostLabels(parsed.cluster.metadata.labels);
}
