import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, Combobox, Skeleton } from '@backstage/ui';
import { FieldIssue, firstOf } from '../components/FieldIssue';

type Props = Pick<
  FieldExtensionComponentProps<string>,
  | 'formData'
  | 'onChange'
  | 'schema'
  | 'idSchema'
  | 'required'
  | 'rawErrors'
  | 'disabled'
>;

/** What a field offers. */
export interface Choice {
  entityRef: string;
  /** Its display name. */
  label: string;
}

/** A choice among entities that is searched by typing. */
export const ChoiceField = ({
  field,
  choices,
  issue,
}: {
  field: Props;
  /** Undefined while they are asked for. */
  choices?: Choice[];
  issue?: { message: string; remedy: string };
}) => {
  const { formData, onChange, schema, idSchema, required, disabled } = field;
  const errors = field.rawErrors ?? [];
  if (!choices) {
    return (
      <div role="status" aria-label={`${schema.title} is being loaded`}>
        <Skeleton width="100%" height={56} />
      </div>
    );
  }
  return (
    // The wizard's card is white without telling its children so.
    <BgProvider bg="neutral-1">
      <div id={idSchema.$id}>
        <Combobox
          label={schema.title}
          description={schema.description}
          secondaryLabel={required ? 'Required' : undefined}
          placeholder="Type to search"
          options={choices.map(({ entityRef, label }) => ({
            id: entityRef,
            label,
          }))}
          value={formData ?? null}
          onChange={key => onChange(key === null ? undefined : String(key))}
          isInvalid={Boolean(issue) || errors.length > 0}
          isDisabled={disabled}
        />
      </div>
      <FieldIssue issue={issue ?? firstOf(errors)} />
    </BgProvider>
  );
};
