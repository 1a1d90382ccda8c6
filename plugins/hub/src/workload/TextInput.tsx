import { TextAreaField, TextField } from '@backstage/ui';
import { type Issue } from '@illm-lab/plugin-hub-common';
import { useState } from 'react';
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

const isNumber = (text: string) =>
  text.trim() !== '' && Number.isFinite(Number(text));

/** What is typed as a form keeps it; what is no number stays, to be said so. */
function readNumber(text: string): number | undefined {
  if (text === '') return undefined;
  return isNumber(text) ? Number(text) : (text as unknown as number);
}

/**
 * A number that is typed, undefined while there is none. What is no number is
 * handed on as it was typed: the form's check refuses it in words.
 */
export const NumberInput = ({
  value,
  onChange,
  ...props
}: Omit<Parameters<typeof TextInput>[0], 'value' | 'onChange' | 'lines'> & {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) => {
  // Its spelling stays while it is the same number: `0.` on the way to `0.05`.
  const [typed, setTyped] = useState('');
  const text = value === undefined ? '' : String(value);
  return (
    <TextInput
      {...props}
      value={readNumber(typed) === value ? typed : text}
      onChange={changed => {
        setTyped(changed);
        onChange(readNumber(changed));
      }}
    />
  );
};
