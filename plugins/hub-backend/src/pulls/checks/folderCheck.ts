import { checkExperimentFolder } from '@illm-lab/plugin-hub-common';
import { PullContents } from './contents';
import { found, Outcome, skipped } from './outcome';

/** Whether the folders of experiments are whole, by the rules that a run goes by. */
export async function folderCheck({
  experiments,
}: PullContents): Promise<Outcome> {
  if (experiments.length === 0) {
    return skipped('No experiment is added or changed.');
  }
  const names = experiments.map(({ name }) => name).join(', ');
  return found(
    experiments.flatMap(({ name, files }) =>
      checkExperimentFolder(name, files),
    ),
    `${names} can be run as it is written.`,
  );
}
