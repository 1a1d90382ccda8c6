import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, DialogBody, DialogFooter, Skeleton } from '@backstage/ui';
import {
  type RunInput,
  validateRunParameters,
} from '@illm-lab/plugin-hub-common';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { hubApiRef } from '../api/hubApi';
import { CommitLink } from '../components/CommitLink';
import { issuesOf } from '../components/issues';
import { useRunPermission } from '../components/PermittedButton';
import { runRouteRef } from '../routes';
import { useExperimentInputs } from '../state/queries';
import { InputField } from './InputField';
import { newKey } from './newKey';
import { Refusal } from './Refusal';
import styles from './runDialog.module.css';

type Values = Record<string, string>;

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
    <LoadedForm
      experiment={experiment}
      commit={data.commit}
      inputs={data.inputs}
      parameters={parameters}
      onClose={onClose}
    />
  );
};

const LoadedForm = ({
  experiment,
  commit,
  inputs,
  parameters,
  onClose,
}: {
  experiment: string;
  commit: string;
  inputs: RunInput[];
  parameters: Values;
  onClose: () => void;
}) => {
  const api = useApi(hubApiRef);
  const navigate = useNavigate();
  const runRoute = useRouteRef(runRouteRef);
  const [idempotencyKey] = useState(newKey);
  const [values, setValues] = useState<Values>(() => start(inputs, parameters));
  const [tried, setTried] = useState(false);
  const { loading, reason } = useRunPermission('create', experiment);

  const run = useMutation({
    mutationFn: () =>
      api.createRun({ experiment, parameters: values, idempotencyKey }),
    onSuccess: ({ id }) => {
      onClose();
      const href = runRoute?.({ id });
      if (href) navigate(href);
    },
  });

  const found = tried ? validateRunParameters(inputs, values) : [];
  const issues = [...found, ...issuesOf(run.error)];
  const atField = (name: string) =>
    issues.find(({ path }) => path === `parameters.${name}`);
  // What the API refused and no field shows is said above the buttons.
  const shownAtFields =
    issuesOf(run.error).length > 0 &&
    issuesOf(run.error).every(({ path }) =>
      inputs.some(({ name }) => path === `parameters.${name}`),
    );

  const submit = () => {
    setTried(true);
    if (validateRunParameters(inputs, values).length === 0) run.mutate();
  };

  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        <div className={styles.form}>
          {inputs.length === 0 && <p>This experiment takes no inputs.</p>}
          {inputs.map((input, index) => (
            <InputField
              key={input.name}
              input={input}
              value={values[input.name]}
              issue={atField(input.name)}
              autoFocus={index === 0}
              onChange={value => {
                setValues(({ [input.name]: _, ...others }) =>
                  value === undefined
                    ? others
                    : { ...others, [input.name]: value },
                );
                run.reset();
              }}
            />
          ))}
          <p className={styles.note}>
            Runs what is on main: commit <CommitLink commit={commit} />.
          </p>
          {run.error && !shownAtFields && (
            <Refusal
              experiment={experiment}
              title="The run was not started"
              error={run.error}
            />
          )}
          {reason && <p role="note">{reason}</p>}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          type="submit"
          variant="primary"
          isPending={run.isPending}
          isDisabled={loading || Boolean(reason)}
        >
          {`Run ${experiment}`}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
      </DialogFooter>
    </form>
  );
};

/** What the fields hold at first; values of inputs that are gone are dropped. */
function start(inputs: RunInput[], given: Values): Values {
  return Object.fromEntries(
    inputs.flatMap(({ name, default: fallback }) => {
      const value = given[name] ?? fallback;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
