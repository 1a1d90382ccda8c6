import { ClaimSchema } from '@illm-lab/plugin-hub-common';

/** Keywords that mean the same in a form as in a definition. */
const KEPT = [
  'type',
  'title',
  'description',
  'enum',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'required',
] as const;

/** `storageGiB` as `Storage GiB`, for a field without a title. */
const titleOf = (name: string) => {
  const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
  return words[0].toUpperCase() + words.slice(1);
};

/** The form of a definition's schema: its fields in their order. */
export function formSchema(schema: ClaimSchema): Record<string, unknown> {
  const kept = Object.fromEntries(
    KEPT.flatMap(keyword =>
      schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]],
    ),
  );
  return {
    ...kept,
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, one]) => [
          name,
          { title: titleOf(name), ...formSchema(one) },
        ]),
      ),
    }),
    ...(schema.items && { items: formSchema(schema.items) }),
  };
}
