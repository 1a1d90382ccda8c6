import { ClaimSchema } from './kind';

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapped = <T>(values: Record<string, T>, change: (one: T) => unknown) =>
  Object.fromEntries(
    Object.entries(values).map(([name, one]) => [name, change(one)]),
  );

/** Whether fields that a schema does not name are kept as they are. */
export const isOpen = (schema: ClaimSchema): boolean =>
  schema['x-kubernetes-preserve-unknown-fields'] === true ||
  schema.additionalProperties === true;

/** The schema of a map's values; undefined when it is no map. */
export const valuesOf = ({
  additionalProperties,
}: ClaimSchema): ClaimSchema | undefined =>
  isObject(additionalProperties) ? additionalProperties : undefined;

/**
 * Keywords that mean the same in Kubernetes' schemas, JSON schema and forms. Formats
 * are the API server's to judge.
 */
export const SHARED_KEYWORDS = [
  'title',
  'description',
  'enum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
] as const;

/** What every object has; an embedded one need not name it. */
const EMBEDDED = { apiVersion: {}, kind: {}, metadata: {} };

/**
 * A structural schema of Kubernetes (OpenAPI 3.0) as the JSON schema (draft 07)
 * that takes the same values: bounds that exclude, `nullable`, int-or-string, and
 * no field that the API server would drop without a word.
 */
export function jsonSchemaOf(schema: ClaimSchema): Values {
  return converted(schema, true);
}

/** @param structural - whether it says which fields there are, not only more of them */
function converted(schema: ClaimSchema, structural: boolean): Values {
  const within = (one: unknown) => converted(one as ClaimSchema, false);
  const { properties, items } = schema;
  const values = valuesOf(schema);
  const isMap = schema.type === 'object' && !isOpen(schema);
  const { type } = typed(schema);
  return {
    ...Object.fromEntries(
      SHARED_KEYWORDS.flatMap(keyword =>
        schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]],
      ),
    ),
    ...bounds(schema),
    ...(type !== undefined && { type }),
    ...(properties && {
      properties: {
        ...(schema['x-kubernetes-embedded-resource'] === true && EMBEDDED),
        ...mapped(properties, one => converted(one, structural)),
      },
    }),
    ...(items && { items: converted(items, structural) }),
    ...(values && { additionalProperties: converted(values, structural) }),
    ...(structural && isMap && !values && { additionalProperties: false }),
    ...Object.fromEntries(
      (['allOf', 'anyOf', 'oneOf'] as const).flatMap(keyword =>
        Array.isArray(schema[keyword])
          ? [[keyword, (schema[keyword] as unknown[]).map(within)]]
          : [],
      ),
    ),
    ...(isObject(schema.not) && { not: within(schema.not) }),
  };
}

/** The type in draft 07; `enum` without null forbids it there, as it does here. */
function typed({ type, nullable, ...rest }: ClaimSchema) {
  if (rest['x-kubernetes-int-or-string'] === true) {
    return { type: ['integer', 'string'] };
  }
  return { type: type && nullable === true ? [type, 'null'] : type };
}

/** Bounds of numbers, of which OpenAPI 3.0 says by a boolean that they exclude. */
export function bounds(schema: ClaimSchema): Values {
  return Object.fromEntries(
    (['minimum', 'maximum'] as const).flatMap(keyword => {
      const bound = schema[keyword];
      if (bound === undefined) return [];
      const exclusive = `exclusive${keyword[0].toUpperCase()}${keyword.slice(
        1,
      )}`;
      return [[schema[exclusive] === true ? exclusive : keyword, bound]];
    }),
  );
}

/** A null that is not allowed is dropped before defaults are filled in. */
const isUnset = (
  value: unknown,
  { nullable, default: fallback }: ClaimSchema,
) =>
  value === undefined ||
  (value === null && nullable !== true && fallback !== undefined);

/**
 * A value with the defaults of its schema, as the API server fills them in: also
 * inside of what is there or comes by a default, never by making a group that
 * has no default itself.
 */
export function withDefaults<T>(schema: ClaimSchema, value: T): T;
export function withDefaults(schema: ClaimSchema, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map(one => withDefaults(items, one)) : value;
  }
  if (!isObject(value)) return value;
  const { properties = {} } = schema;
  const values = valuesOf(schema);
  const known = Object.entries(properties).flatMap(([name, one]) => {
    const given = isUnset(value[name], one) ? one.default : value[name];
    return given === undefined ? [] : [[name, withDefaults(one, given)]];
  });
  const others = Object.entries(value)
    .filter(([name]) => !Object.hasOwn(properties, name))
    .map(([name, one]) => [name, values ? withDefaults(values, one) : one]);
  return Object.fromEntries([...known, ...others]);
}
