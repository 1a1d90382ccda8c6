import { TextAreaField, TextField } from '@backstage/ui';
import { type Issue } from '@illm-lab/plugin-hub-common';
import { FieldIssue } from '../components/FieldIssue';

/** The first issue of a field, or of what is inside it. */
export const issueAt = (issues: Issue[], path: string) =>
  issues.find(issue => issue.path === path);

/** One text of a form, with what is wrong with it below. */
export const TextInput = ({
  label,
  description,
  placeholder,
  value,
  onChange,
  issues,
  path,
  lines = false,
}: {
  label: string;
  description?: string;
  placeholder?: string;
  value: string | undefined;
  onChange: (value: string) => void;
  issues: Issue[];
  /** The field's path, by which its issue is found. */
  path: string;
  lines?: boolean;
}) => {
  const issue = issueAt(issues, path);
  const props = {
    label,
    description,
    placeholder,
    value: value ?? '',
    onChange,
    isInvalid: Boolean(issue),
    autoComplete: 'off',
    spellCheck: 'false' as const,
  };
  return (
    <div>
      {lines ? <TextAreaField {...props} rows={4} /> : <TextField {...props} />}
      <FieldIssue issue={issue} />
    </div>
  );
};

/** A number that is typed; undefined while it is none. */
export const NumberInput = ({
  value,
  onChange,
  ...props
}: Omit<Parameters<typeof TextInput>[0], 'value' | 'onChange' | 'lines'> & {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) => (
  <TextInput
    {...props}
    value={value === undefined ? '' : String(value)}
    onChange={text => {
      const number = Number(text);
      // What is no number is not taken up: the field keeps what it had.
      if (text.trim() === '') onChange(undefined);
      else if (Number.isFinite(number)) onChange(number);
    }}
  />
);
