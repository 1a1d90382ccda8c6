import { Select } from '@backstage/ui';
import { type Check, type Issue } from '@illm-lab/plugin-hub-common';
import { NumberInput, TextInput } from '../workload/TextInput';
import { CHECKS } from './words';

const KINDS = Object.entries(CHECKS).map(([id, label]) => ({ id, label }));
const FIRST: Record<Check['kind'], Check> = {
  status: { kind: 'status', value: 200 },
  contains: { kind: 'contains', value: '' },
  within: { kind: 'within', value: 500 },
};

/** One thing that an answer must be like. */
export const CheckFields = ({
  check,
  onChange,
  issues,
  path,
}: {
  check: Check;
  onChange: (check: Check) => void;
  issues: Issue[];
  path: string;
}) => (
  <>
    <Select
      label="The answer"
      value={check.kind}
      options={KINDS}
      onChange={kind => onChange(FIRST[kind as Check['kind']])}
    />
    {check.kind === 'contains' ? (
      <TextInput
        label="Text"
        value={check.value}
        onChange={value => onChange({ ...check, value })}
        issues={issues}
        path={`${path}.value`}
      />
    ) : (
      <NumberInput
        label={check.kind === 'status' ? 'Status' : 'Milliseconds'}
        value={check.value}
        onChange={value => onChange({ ...check, value: value as number })}
        issues={issues}
        path={`${path}.value`}
      />
    )}
  </>
);
