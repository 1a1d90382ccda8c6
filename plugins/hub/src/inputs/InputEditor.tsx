import { Select, Switch, TextAreaField, TextField } from '@backstage/ui';
import {
  allowed,
  inputTitle,
  type RunInput,
  sentence,
  thresholdsFromJson,
  thresholdsToJson,
} from '@illm-lab/plugin-hub-common';
import { ThresholdRows } from '../fields/ThresholdRows';
import styles from './inputs.module.css';

const INPUT_MODES = { integer: 'numeric', number: 'decimal' } as const;

/** What an input is for, and what it takes where its type is defined. */
function describe(input: RunInput): string | undefined {
  const { description, type, inferred } = input;
  const plain = inferred || input.enum || type === 'string' || type === 'json';
  const words = [
    sentence(description),
    plain ? '' : sentence(allowed(input)),
  ].filter(Boolean);
  return words.join(' ') || undefined;
}

/**
 * The editor of one input, by its type: a choice, a switch, rows of thresholds,
 * lines of text or a line. One whose type is only guessed is always text, so that
 * it takes whatever Argo takes.
 */
export const InputEditor = ({
  input,
  value,
  isInvalid,
  onChange,
}: {
  input: RunInput;
  value?: string;
  isInvalid: boolean;
  /** Given `undefined` when the field is emptied and has no default. */
  onChange: (value: string | undefined) => void;
}) => {
  const { name, type, format, inferred, required } = input;
  const title = inputTitle(input);
  const common = {
    label: title,
    description: describe(input),
    secondaryLabel: [
      title.toLowerCase() !== name && name,
      required && 'Required',
    ]
      .filter(Boolean)
      .join(', '),
    isInvalid,
  };
  const typed = (text: string) =>
    onChange(text === '' && required ? undefined : text);

  if (input.enum) {
    return (
      <Select
        {...common}
        value={value ?? null}
        placeholder="Choose one"
        onChange={key => onChange(String(key))}
        options={input.enum.map(option => ({
          id: option,
          label: input.unit ? `${option} ${input.unit}` : option,
        }))}
      />
    );
  }
  const rows =
    format === 'k6-thresholds' ? thresholdsFromJson(value ?? '{}') : undefined;
  if (rows) {
    return (
      <ThresholdRows
        title={title}
        rows={rows}
        onChange={changed => onChange(thresholdsToJson(changed))}
      />
    );
  }
  if (type === 'boolean' && !inferred && ['true', 'false'].includes(value!)) {
    return (
      <div>
        <Switch
          label={title}
          isSelected={value === 'true'}
          onChange={on => onChange(String(on))}
        />
        <div className={styles.note}>{sentence(input.description)}</div>
      </div>
    );
  }
  // A line would lose the breaks of what is in it already.
  if (input.multiline || type === 'json' || value?.includes('\n')) {
    return (
      <TextAreaField
        {...common}
        className={styles.lines}
        rows={Math.min(12, Math.max(3, (value ?? '').split('\n').length))}
        value={value ?? ''}
        onChange={typed}
        spellCheck="false"
      />
    );
  }
  return (
    <TextField
      {...common}
      value={value ?? ''}
      onChange={typed}
      autoComplete="off"
      spellCheck="false"
      {...(type in INPUT_MODES && {
        inputMode: INPUT_MODES[type as keyof typeof INPUT_MODES],
      })}
    />
  );
};
