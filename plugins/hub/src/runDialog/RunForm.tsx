import { Button, DialogBody, DialogFooter, Skeleton } from '@backstage/ui';
import { issuesOf } from '../components/issues';
import { useExperimentInputs } from '../state/queries';
import { InputsForm, type Values } from './InputsForm';
import { Refusal } from './Refusal';
import styles from './runDialog.module.css';

/** The inputs of an experiment's workflow as a form that starts a run. */
export const RunForm = ({
  experiment,
  parameters = {},
  onClose,
}: {
  experiment: string;
  parameters?: Values;
  onClose: () => void;
}) => {
  const { data, error, refetch } = useExperimentInputs(experiment);
  if (error) {
    return (
      <>
        <DialogBody>
          <Refusal
            experiment={experiment}
            title={
              issuesOf(error).length > 0
                ? 'This experiment can’t run: its workflow on main is broken'
                : 'The inputs could not be loaded'
            }
            error={error}
          />
        </DialogBody>
        <DialogFooter>
          <Button variant="primary" onPress={() => refetch()}>
            Try again
          </Button>
          <Button variant="secondary" onPress={onClose}>
            Close
          </Button>
        </DialogFooter>
      </>
    );
  }
  if (!data) {
    return (
      <DialogBody>
        <div
          aria-busy="true"
          aria-label="Loading the inputs"
          className={styles.form}
        >
          <Skeleton height={56} />
          <Skeleton height={56} />
        </div>
      </DialogBody>
    );
  }
  return (
    <InputsForm
      experiment={experiment}
      commit={data.commit}
      inputs={data.inputs}
      parameters={parameters}
      onClose={onClose}
    />
  );
};
