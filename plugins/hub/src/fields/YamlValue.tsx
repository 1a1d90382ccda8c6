import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, TextAreaField, TextField } from '@backstage/ui';
import {
  type Issue,
  readYamlDocuments,
  writeYaml,
} from '@illm-lab/plugin-hub-common';
import { deepEquals } from '@rjsf/utils';
import { useState } from 'react';
import { FieldIssue } from '../components/FieldIssue';

const SECOND = {
  path: '',
  message: 'There are several documents of YAML.',
  remedy: 'Write one, without “---”.',
};

/** A value, or what is wrong with its text; what is no YAML is no value. */
function read(text: string, line: boolean): { value?: unknown; issue?: Issue } {
  if (text.trim() === '') return {};
  if (line) return { value: /^-?\d+$/.test(text) ? Number(text) : text };
  const [answer, second] = readYamlDocuments(text);
  if (!answer) return {};
  if (second) return { value: text, issue: SECOND };
  return 'issues' in answer
    ? { value: text, issue: answer.issues[0] }
    : { value: answer.value };
}

function write(value: unknown, line: boolean): string {
  if (value === undefined) return '';
  const isEmpty =
    typeof value === 'object' && value !== null && !Object.keys(value).length;
  if (isEmpty) return '';
  return line || typeof value === 'string'
    ? String(value)
    : writeYaml(value).trimEnd();
}

/** How an entry is written, where there is none to go by. */
const exampleOf = ({ type, additionalProperties }: Record<string, any>) => {
  if (type === 'array') return '- first\n- second';
  if (additionalProperties?.type === 'object') return 'name:\n  field: value';
  return type === 'object' ? 'name: value' : '';
};

/**
 * Any value as YAML: maps, free parts and all that has no field of its own. What
 * is no YAML is handed on as the text that it is, which the form's check refuses
 * where no text is wanted.
 */
export const YamlValue = ({
  formData,
  onChange,
  schema,
  uiSchema,
  required,
  name,
  idSchema,
  rawErrors = [],
}: FieldExtensionComponentProps<unknown, { line?: boolean }>) => {
  const line = uiSchema['ui:options']?.line === true;
  const [typed, setTyped] = useState(() => write(formData, line));
  const { value, issue } = read(typed, line);
  // Spaces and comments stay as they were typed while they mean the same.
  const isOwn =
    deepEquals(value, formData) || write(formData, line) === typed.trim();
  const text = isOwn ? typed : write(formData, line);
  const props = {
    id: idSchema.$id,
    label: schema.title ?? name,
    description: schema.description,
    isRequired: required,
    isInvalid: Boolean(issue) || rawErrors.length > 0,
    value: text,
    autoComplete: 'off',
    spellCheck: 'false' as const,
    onChange: (changed: string) => {
      setTyped(changed);
      onChange(read(changed, line).value);
    },
  };
  return (
    <BgProvider bg="neutral-1">
      {line ? (
        <TextField {...props} />
      ) : (
        <TextAreaField
          {...props}
          rows={Math.min(Math.max(text.split('\n').length + 1, 4), 16)}
          placeholder={exampleOf(schema)}
        />
      )}
      <FieldIssue issue={issue} />
    </BgProvider>
  );
};
