import { Select, TextField } from '@backstage/ui';
import { type Issue, type RunInput } from '@illm-lab/plugin-hub-common';
import { FieldIssue } from '../components/FieldIssue';

/** One input of a run: a choice where the workflow lists values, else text. */
export const InputField = ({
  input,
  value,
  issue,
  onChange,
}: {
  input: RunInput;
  value?: string;
  issue?: Issue;
  /** Given `undefined` when the field is emptied and has no default. */
  onChange: (value: string | undefined) => void;
}) => {
  const common = {
    label: input.name,
    description: input.description,
    secondaryLabel: input.required ? 'required' : undefined,
    isInvalid: Boolean(issue),
  };
  return (
    <div>
      {input.enum ? (
        <Select
          {...common}
          value={value ?? null}
          placeholder="Choose one"
          onChange={key => onChange(String(key))}
          options={input.enum.map(option => ({ id: option, label: option }))}
        />
      ) : (
        <TextField
          {...common}
          value={value ?? ''}
          onChange={text =>
            onChange(text === '' && input.required ? undefined : text)
          }
        />
      )}
      <FieldIssue issue={issue} />
    </div>
  );
};
