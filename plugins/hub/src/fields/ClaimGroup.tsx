import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Switch, Text } from '@backstage/ui';
import styles from './fields.module.css';

type Values = Record<string, unknown>;

/**
 * Fields that belong together. One that can be left out is switched on; what it
 * requires is missing only then.
 */
export const ClaimGroup = (
  props: FieldExtensionComponentProps<
    Values | undefined,
    { optional?: boolean; start?: Values }
  >,
) => {
  const { formData, onChange, schema, idSchema, registry } = props;
  const { 'ui:field': _, ...uiSchema } = props.uiSchema;
  const { optional = false, start = {} } = uiSchema['ui:options'] ?? {};
  const { ObjectField } = registry.fields;
  const isOn = !optional || formData !== undefined;
  const title = schema.title ?? props.name;
  return (
    <fieldset id={idSchema.$id} className={styles.group} aria-label={title}>
      {optional ? (
        <Switch
          label={title}
          isSelected={isOn}
          onChange={on => onChange(on ? start : undefined)}
        />
      ) : (
        <legend>{title}</legend>
      )}
      {schema.description && (
        <Text as="p" variant="body-small" color="secondary">
          {schema.description}
        </Text>
      )}
      {isOn && <ObjectField {...props} uiSchema={uiSchema} />}
    </fieldset>
  );
};
