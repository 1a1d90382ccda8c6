import { type Run } from '@illm-lab/plugin-hub-common';
import { EmptyStart } from '../components/EmptyStart';
import styles from './run.module.css';

/** What the run was given. */
export const InputsTab = ({ run }: { run: Run }) => {
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
        {inputs.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value === '' ? <em>empty</em> : <code>{value}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
