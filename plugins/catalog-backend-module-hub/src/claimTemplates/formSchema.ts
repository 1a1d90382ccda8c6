import {
  bounds,
  ClaimSchema,
  isOpen,
  jsonSchemaOf,
  SHARED_KEYWORDS,
  valuesOf,
  withDefaults,
} from '@illm-lab/plugin-hub-common';

type FormSchema = Record<string, unknown>;

/** A form fills in defaults; what checks a claim leaves that to the API server. */
const KEPT = [...SHARED_KEYWORDS, 'default'] as const;

/** `storageGiB` as `Storage GiB`, for a field without a title. */
const titleOf = (name: string) => {
  const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
  return words[0].toUpperCase() + words.slice(1);
};

/**
 * The form of a definition's schema: its fields in their order. What is no plain
 * value, list or group has a field of YAML: maps, free parts, and what may be a
 * number or a text. Conditions over several fields (`oneOf` and the like) are
 * checked by the hub when the page is left.
 */
export function formSchema(schema: ClaimSchema): FormSchema {
  return withoutGoPatterns(partOf(schema)) as FormSchema;
}

function partOf(schema: ClaimSchema): FormSchema {
  const { type, properties, items } = schema;
  const kept = {
    ...Object.fromEntries(
      KEPT.flatMap(keyword =>
        schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]],
      ),
    ),
    ...bounds(schema),
  };
  if (schema['x-kubernetes-int-or-string'] === true) {
    const plain = { ...kept, type: ['integer', 'string'] };
    return { ...plain, 'ui:field': 'YamlValue', 'ui:options': { line: true } };
  }
  if (properties) {
    return { ...kept, type, properties: fieldsOf(schema) };
  }
  if (items) {
    return { ...kept, type, items: inner(items) };
  }
  if (!type || type === 'object' || type === 'array') {
    const values = valuesOf(schema);
    return {
      ...kept,
      ...(type && { type }),
      ...(values && { additionalProperties: jsonSchemaOf(values) }),
      ...(!values &&
        !isOpen(schema) &&
        type === 'object' && { maxProperties: 0 }),
      'ui:field': 'YamlValue',
    };
  }
  return { ...kept, type };
}

function fieldsOf({ properties = {}, required = [] }: ClaimSchema): FormSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [
      name,
      { title: titleOf(name), ...inner(one, !required.includes(name)) },
    ]),
  );
}

/**
 * @param mayLack - it need not be there: then a group is switched on, begins with
 *   its defaults, and only then wants what it requires
 */
function inner(schema: ClaimSchema, mayLack = false): FormSchema {
  const form = partOf(schema);
  if (!schema.properties) return form;
  const optional = mayLack && schema.default === undefined;
  return {
    ...(optional ? (withoutDefaults(form) as FormSchema) : form),
    'ui:field': 'ClaimGroup',
    'ui:options': optional
      ? { optional, start: withDefaults(schema, {}) }
      : { optional },
  };
}

/** Changes each schema inside of a form's schema, the innermost first. */
function eachSchema(
  schema: unknown,
  change: (one: FormSchema) => FormSchema,
): unknown {
  if (Array.isArray(schema)) return schema.map(one => eachSchema(one, change));
  if (typeof schema !== 'object' || schema === null) return schema;
  const below = Object.entries(schema).map(([keyword, value]) => {
    switch (keyword) {
      case 'properties':
        return [
          keyword,
          Object.fromEntries(
            Object.entries(value as FormSchema).map(([name, one]) => [
              name,
              eachSchema(one, change),
            ]),
          ),
        ];
      case 'items':
      case 'additionalProperties':
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
      case 'not':
        return [keyword, eachSchema(value, change)];
      default:
        return [keyword, value];
    }
  });
  return change(Object.fromEntries(below));
}

function withoutDefaults(schema: FormSchema): unknown {
  return eachSchema(schema, ({ default: _, ...one }) => one);
}

/** A browser refuses a whole form for one pattern that it can't read. */
function withoutGoPatterns(schema: FormSchema): unknown {
  return eachSchema(schema, ({ pattern, ...one }) =>
    typeof pattern === 'string' && isReadable(pattern)
      ? { ...one, pattern }
      : one,
  );
}

function isReadable(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}
