import { Select } from '@backstage/ui';
import {
  type Check,
  DEFAULT_LOAD,
  type Issue,
  METHODS,
  type RequestLoad,
  type Scenario,
} from '@illm-lab/plugin-hub-common';
import { Rows } from '../workload/Rows';
import { NumberInput, TextInput } from '../workload/TextInput';
import styles from '../workload/workload.module.css';
import { CheckFields } from './CheckFields';
import { ScenarioFields } from './ScenarioFields';

/** A name that no other scenario has. */
const freeName = (scenarios: Scenario[]) => {
  const taken = new Set(scenarios.map(({ name }) => name));
  let number = scenarios.length + 1;
  while (taken.has(`load-${number}`)) number += 1;
  return `load-${number}`;
};

/** What is asked of the target, and how often. */
export const RequestFields = ({
  value,
  onChange,
  issues,
}: {
  value: RequestLoad;
  onChange: (value: RequestLoad) => void;
  issues: Issue[];
}) => {
  const set = (change: Partial<RequestLoad>) =>
    onChange({ ...value, ...change });
  const { scenarios = [], headers = [], checks = [] } = value;
  const mayHaveBody = !['GET', 'HEAD'].includes(value.method);
  return (
    <>
      <div className={styles.request}>
        <Select
          label="Method"
          value={value.method}
          options={METHODS.map(id => ({ id, label: id }))}
          onChange={method => set({ method: method as RequestLoad['method'] })}
        />
        <TextInput
          label="Path"
          placeholder="/api/orders?limit=5"
          value={value.path}
          onChange={path => set({ path })}
          issues={issues}
          path="load.path"
        />
      </div>
      <Rows
        title="Scenarios"
        one="scenario"
        hint="Each by itself; a run may be given other figures. The duration is the time at the top, such as 10s, 2m or 1m30s. Virtual users wait for their answers, an arrival rate does not."
        rows={scenarios}
        onChange={changed => set({ scenarios: changed })}
        create={(): Scenario => ({
          ...DEFAULT_LOAD.scenarios[0],
          name: freeName(scenarios),
        })}
      >
        {(scenario, index, change) => (
          <ScenarioFields
            scenario={scenario}
            onChange={change}
            issues={issues}
            path={`load.scenarios[${index}]`}
          />
        )}
      </Rows>
      <Rows
        title="Checks"
        one="check"
        rows={checks}
        onChange={changed => set({ checks: changed })}
        create={(): Check => ({ kind: 'contains', value: '' })}
      >
        {(check, index, change) => (
          <CheckFields
            check={check}
            onChange={change}
            issues={issues}
            path={`load.checks[${index}]`}
          />
        )}
      </Rows>
      <Rows
        title="Headers"
        one="header"
        hint="They go into the repository: no tokens, no passwords."
        rows={headers}
        onChange={changed => set({ headers: changed })}
        create={() => ({ name: '', value: '' })}
      >
        {(header, index, change) => (
          <>
            <TextInput
              label="Header"
              value={header.name}
              onChange={name => change({ ...header, name })}
              issues={issues}
              path={`load.headers[${index}].name`}
            />
            <TextInput
              label="Header’s value"
              value={header.value}
              onChange={text => change({ ...header, value: text })}
              issues={issues}
              path={`load.headers[${index}].value`}
            />
          </>
        )}
      </Rows>
      {(mayHaveBody || value.body) && (
        <TextInput
          lines
          label="Body"
          value={value.body}
          onChange={body => set({ body: body || undefined })}
          issues={issues}
          path="load.body"
        />
      )}
      <NumberInput
        label="Pause"
        description="Seconds that a virtual user waits after each answer."
        value={value.pause}
        onChange={pause => set({ pause: pause as number })}
        issues={issues}
        path="load.pause"
      />
    </>
  );
};
