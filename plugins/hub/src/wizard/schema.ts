import { type TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';

/** A template's pages as the scaffolder gives them. */
export type Manifest = TemplateParameterSchema;

/** The part of a field's schema that is read here; `ui:` keys are beside. */
export interface FieldSchema {
  type?: unknown;
  title?: string;
  description?: string;
  enum?: unknown[];
  enumNames?: string[];
  format?: string;
  writeOnly?: boolean;
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema;
  'ui:field'?: string;
  'ui:widget'?: string;
  'ui:backstage'?: {
    review?: { show?: boolean; mask?: string; name?: string };
  };
}

/** The schemas below a keyword: one, a list of them, or some by name. */
function schemasBelow(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'properties' in value ? [value] : Object.values(value);
}

/** Fields of all a template's pages, by name; those behind conditions too. */
export function fieldsOf(schema: unknown): Record<string, FieldSchema> {
  if (typeof schema !== 'object' || schema === null) return {};
  const { properties, ...rest } = schema as Record<string, unknown>;
  const behind = ['then', 'else', 'allOf', 'anyOf', 'oneOf', 'dependencies']
    .flatMap(keyword => schemasBelow(rest[keyword]))
    .map(fieldsOf);
  return Object.assign({}, ...behind, properties);
}

/** Whether a field holds what nobody may keep or show. */
export const isSecret = (field: FieldSchema) =>
  field['ui:field']?.toLowerCase() === 'secret' ||
  field['ui:widget'] === 'password' ||
  field.format === 'password' ||
  field.writeOnly === true;

/**
 * The values of a form without its secrets and without what its template does
 * not ask for.
 */
export function withoutSecrets(
  values: Record<string, unknown>,
  fields: Record<string, FieldSchema>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const field = fields[name];
      return !field || isSecret(field) ? [] : [[name, stripped(value, field)]];
    }),
  );
}

function stripped(value: unknown, field: FieldSchema): unknown {
  const inner = fieldsOf(field);
  if (Array.isArray(value)) {
    return field.items ? value.map(one => stripped(one, field.items!)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  // An object of a field of its own has no properties here; it is kept whole.
  return Object.keys(inner).length > 0
    ? withoutSecrets(value as Record<string, unknown>, inner)
    : value;
}
