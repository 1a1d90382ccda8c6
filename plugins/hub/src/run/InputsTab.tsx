import {
  inputTitle,
  metricTitle,
  type Run,
  type RunInput,
  thresholdsFromJson,
} from '@illm-lab/plugin-hub-common';
import { EmptyStart } from '../components/EmptyStart';
import { useExperimentInputs } from '../state/queries';
import styles from './run.module.css';

const Value = ({ value, input }: { value: string; input?: RunInput }) => {
  if (value === '') return <em>empty</em>;
  const rows =
    input?.format === 'k6-thresholds' ? thresholdsFromJson(value) : undefined;
  if (rows?.length) {
    return (
      <>
        {rows.map(({ metric, expression }) => (
          <div key={`${metric} ${expression}`}>
            {metricTitle(metric)} <code>{expression}</code>
          </div>
        ))}
      </>
    );
  }
  return (
    <>
      <code>{value}</code>
      {input?.unit && ` ${input.unit}`}
    </>
  );
};

/**
 * What the run was given. Titles are those of the workflow on main; an input that
 * is no more there is called by its name.
 */
export const InputsTab = ({ run }: { run: Run }) => {
  const { data } = useExperimentInputs(run.experiment);
  const inputs = Object.entries(run.parameters);
  if (inputs.length === 0) {
    return (
      <EmptyStart title="No inputs">
        The workflow of {run.experiment} declares none; a parameter under
        spec.arguments in workflow/experiment.yaml would be asked for here.
      </EmptyStart>
    );
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {inputs.map(([name, value]) => {
          const input = data?.inputs.find(one => one.name === name);
          const title = inputTitle(input ?? { name });
          return (
            <tr key={name}>
              <th scope="row">
                {title}
                {title !== name && (
                  <>
                    {' '}
                    <small>{name}</small>
                  </>
                )}
              </th>
              <td>
                <Value value={value} input={input} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
