import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, DialogBody, DialogFooter } from '@backstage/ui';
import {
  checkTargetUrl,
  PARAMETER_TARGET_URL,
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
import { InputField } from '../inputs/InputField';
import { runRouteRef } from '../routes';
import { useTargetHosts } from '../workload/useTargetHosts';
import { newKey } from './newKey';
import { Refusal } from './Refusal';
import styles from './runDialog.module.css';

/** Values of a run's inputs by name. */
export type Values = Record<string, string>;

const URL_PATH = `parameters.${PARAMETER_TARGET_URL}`;

/** What the fields hold at first; values of inputs that are gone are dropped. */
function start(inputs: RunInput[], given: Values): Values {
  return Object.fromEntries(
    inputs.flatMap(({ name, default: fallback }) => {
      const value = given[name] ?? fallback;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The form itself, once the inputs are known. */
export const InputsForm = ({
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

  // A wrong value is said at once, a missing one when the run is asked for.
  const { allowed } = useTargetHosts(
    inputs.some(({ name }) => name === PARAMETER_TARGET_URL),
  );
  const url = values[PARAMETER_TARGET_URL];
  const wrong = [
    ...validateRunParameters(inputs, values),
    ...(url && allowed ? checkTargetUrl(URL_PATH, url, allowed) : []),
  ];
  const found = wrong.filter(
    ({ path }) => tried || path.slice('parameters.'.length) in values,
  );
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
    if (wrong.length === 0) run.mutate();
  };

  return (
    <form
      className={styles.whole}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        <div className={styles.form}>
          {inputs.length === 0 && <p>This experiment takes no inputs.</p>}
          {inputs.map(input => (
            <InputField
              key={input.name}
              input={input}
              value={values[input.name]}
              issue={atField(input.name)}
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
