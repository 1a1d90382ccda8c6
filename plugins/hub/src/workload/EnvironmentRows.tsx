import { Select } from '@backstage/ui';
import {
  type EnvironmentVariable,
  type Issue,
} from '@illm-lab/plugin-hub-common';
import { Rows } from './Rows';
import { TextInput } from './TextInput';

const FROM = [
  { id: 'value', label: 'a value' },
  { id: 'secret', label: 'a Secret' },
];

/** Environment variables; a secret one names the Secret, never its value. */
export const EnvironmentRows = ({
  rows,
  onChange,
  issues,
}: {
  rows: EnvironmentVariable[];
  onChange: (rows: EnvironmentVariable[]) => void;
  issues: Issue[];
}) => (
  <Rows
    title="Environment"
    one="variable"
    hint="Everything here goes into the repository. What is secret comes from a Secret of the run’s namespace, by its name."
    rows={rows}
    onChange={onChange}
    create={(): EnvironmentVariable => ({ name: '', value: '' })}
  >
    {(row, index, change) => (
      <>
        <TextInput
          label="Name"
          value={row.name}
          onChange={name => change({ ...row, name })}
          issues={issues}
          path={`workload.env[${index}].name`}
        />
        <Select
          label="Is"
          value={'value' in row ? 'value' : 'secret'}
          options={FROM}
          onChange={key =>
            change(
              key === 'value'
                ? { name: row.name, value: '' }
                : { name: row.name, secret: '', key: '' },
            )
          }
        />
        {'value' in row ? (
          <TextInput
            label="Value"
            value={row.value}
            onChange={value => change({ ...row, value })}
            issues={issues}
            path={`workload.env[${index}].value`}
          />
        ) : (
          <>
            <TextInput
              label="Secret"
              value={row.secret}
              onChange={secret => change({ ...row, secret })}
              issues={issues}
              path={`workload.env[${index}].secret`}
            />
            <TextInput
              label="Key"
              value={row.key}
              onChange={key => change({ ...row, key })}
              issues={issues}
              path={`workload.env[${index}].key`}
            />
          </>
        )}
      </>
    )}
  </Rows>
);
