import { validator } from './validator';

/** What the form says of these values, by the page's schema. */
function say(schema: object, values: object): string[] {
  const { errors } = validator.validateFormData(values, {
    type: 'object',
    ...schema,
  } as never);
  return errors.map(({ message }) => message ?? '');
}

const field = (schema: object) => ({
  properties: { size: { title: 'Size', ...schema } },
});

describe('the check of a form', () => {
  it.each<[string, object, unknown, string]>([
    [
      'type',
      { type: 'integer' },
      'x',
      '“x” is no whole number. Give Size a whole number.',
    ],
    [
      'enum',
      { enum: ['a', 'b'] },
      'c',
      '“c” is not allowed for Size. Use one of a, b.',
    ],
    [
      'minimum',
      { type: 'number', minimum: 2 },
      1,
      '1 is too little for Size. Give a number of at least 2.',
    ],
    [
      'maximum',
      { type: 'number', maximum: 2 },
      3,
      '3 is too much for Size. Give a number of at most 2.',
    ],
    [
      'minLength',
      { type: 'string', minLength: 3 },
      'ab',
      '“ab” is too short for Size. Use at least 3 characters.',
    ],
    [
      'maxLength',
      { type: 'string', maxLength: 3 },
      'abcd',
      'Size has 4 characters, which is too long. Use at most 3.',
    ],
    [
      'pattern',
      { type: 'string', pattern: '^[a-z]+$', description: 'Small letters' },
      'A1',
      '“A1” can’t be used for Size. Small letters.',
    ],
    [
      'format',
      { type: 'string', format: 'uri' },
      'x',
      '“x” can’t be used for Size. Give an address, such as https://example.org.',
    ],
    [
      'minItems',
      { type: 'array', minItems: 1 },
      [],
      'Size has too few entries. Give at least 1 entry.',
    ],
    [
      'uniqueItems',
      { type: 'array', uniqueItems: true },
      [1, 1],
      'Size has the same entry twice. Remove one of the two.',
    ],
  ])('says in words: %s', (_rule, schema, value, words) =>
    expect(say(field(schema), { size: value })).toEqual([words]),
  );

  it('names a missing field as its form does', () =>
    expect(
      say({ ...field({ type: 'string' }), required: ['size'] }, {}),
    ).toEqual(['Size has no value.']));

  it('takes what fits', () =>
    expect(
      say(
        { ...field({ type: 'integer', minimum: 1 }), required: ['size'] },
        { size: 1 },
      ),
    ).toEqual([]));
});
