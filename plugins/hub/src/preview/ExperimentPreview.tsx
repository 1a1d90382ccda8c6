import { Text } from '@backstage/ui';
import { experimentPaths, type Issue } from '@illm-lab/plugin-hub-common';
import { Panel } from '../components/Panel';
import { EstimateText } from './EstimateText';
import { FileList } from './FileList';
import { LoadChart } from './LoadChart';
import styles from './preview.module.css';
import { type ExperimentForm, usePreview } from './usePreview';

/** Files that say most about what a page asks. */
const OF_WORKLOAD = [
  'target/argocd/deployment.yaml',
  'target/application.yaml',
  'workflow/experiment.yaml',
];
const OF_LOAD = ['workflow/k6/load.js'];

/** `image: It is empty.`: a field by the last part of its path, and what is wrong. */
const lacking = ({ path, message }: Issue) =>
  `${path.split('.').pop()}: ${message}`;

/**
 * What the form makes, while one types: the load's curve, how long and about how
 * much, and the folder of the pull request.
 */
export const ExperimentPreview = ({
  formData,
  withLoad = false,
}: {
  formData: ExperimentForm;
  /** Whether the load is asked about on this page. */
  withLoad?: boolean;
}) => {
  const { made, issues } = usePreview(formData);
  return (
    <Panel title="What it makes">
      <div className={styles.preview}>
        {issues.length > 0 && (
          <Text as="p" variant="body-small" color="secondary">
            {made
              ? `As it was made before. Now ${lacking(issues[0])}`
              : `It is shown as soon as the form is right: ${lacking(
                  issues[0],
                )}`}
          </Text>
        )}
        {made && withLoad && made.input.load.kind === 'request' && (
          <LoadChart load={made.input.load} />
        )}
        {made && withLoad && <EstimateText input={made.input} />}
        {made && (
          <FileList
            files={made.files}
            first={withLoad ? OF_LOAD : OF_WORKLOAD}
            folder={`${experimentPaths(made.input.name).folder}/`}
          />
        )}
      </div>
    </Panel>
  );
};
