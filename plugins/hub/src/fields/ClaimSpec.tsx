import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { YamlValue } from './YamlValue';

type Values = Record<string, unknown>;

/** Everything that can be wished of a claim; its check is {@link checkSpec}. */
export const ClaimSpec = (
  props: FieldExtensionComponentProps<Values, { kind: string; free?: boolean }>,
) => {
  const { 'ui:field': _, ...uiSchema } = props.uiSchema;
  const { ObjectField } = props.registry.fields;
  return uiSchema['ui:options']?.free ? (
    <YamlValue {...(props as FieldExtensionComponentProps<unknown>)} />
  ) : (
    <ObjectField {...props} uiSchema={uiSchema} />
  );
};
