import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, TextField } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import { FieldIssue, firstOf } from '../components/FieldIssue';
import styles from './fields.module.css';
import { type NameCheck, useNameCheck } from './useNameCheck';

const Verdict = ({
  check,
  name,
  errors,
}: {
  check: NameCheck;
  name: string;
  errors: string[];
}) => {
  switch (check.state) {
    case 'wrong':
      return <FieldIssue issue={check.issue} />;
    case 'unknown':
      return (
        <FieldIssue
          issue={{
            message: `Whether “${name}” is taken can’t be told now: ${check.reason}.`,
            remedy: 'It is asked again on Next.',
          }}
        />
      );
    case 'checking':
      return (
        <div role="status" className={styles.quiet}>
          Looking whether “{name}” is taken…
        </div>
      );
    case 'free':
      return (
        <div role="status" className={styles.good}>
          <RiCheckLine size={14} aria-hidden /> “{name}” is free.
        </div>
      );
    default:
      return <FieldIssue issue={firstOf(errors)} />;
  }
};

/** The name of a new experiment, checked while it is typed. */
export const ExperimentName = ({
  formData,
  onChange,
  required,
  rawErrors = [],
  schema,
  idSchema,
}: FieldExtensionComponentProps<string>) => {
  const name = formData ?? '';
  const check = useNameCheck(name);
  return (
    // The wizard's card is white without telling its children so.
    <BgProvider bg="neutral-1">
      <TextField
        id={idSchema.$id}
        label={schema.title ?? 'Name'}
        description={schema.description}
        secondaryLabel={required ? 'Required' : undefined}
        value={name}
        onChange={text => onChange(text === '' ? undefined : text)}
        isInvalid={
          check.state === 'wrong' ||
          (check.state === 'empty' && rawErrors.length > 0)
        }
        autoComplete="off"
        spellCheck="false"
      />
      <Verdict check={check} name={name} errors={rawErrors} />
    </BgProvider>
  );
};
