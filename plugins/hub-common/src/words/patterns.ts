/**
 * Places in a JSON schema where a pattern has no description. A person never
 * reads a regular expression, so the description is all that says what is wanted.
 *
 * @returns paths of the fields, such as `spec.name`
 */
export function patternsWithoutWords(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) {
    return schema.flatMap(one => patternsWithoutWords(one, path));
  }
  const { pattern, description, properties, ...rest } = schema as Record<
    string,
    unknown
  >;
  return [
    ...(typeof pattern === 'string' && !description ? [path] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, one]) =>
      patternsWithoutWords(one, path ? `${path}.${name}` : name),
    ),
    ...Object.entries(rest).flatMap(([keyword, one]) =>
      keyword === 'default' || keyword === 'enum'
        ? []
        : patternsWithoutWords(one, path),
    ),
  ];
}
