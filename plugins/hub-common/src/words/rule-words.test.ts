import { BrokenRule, RULES_WITH_WORDS, ruleWords } from '.';

const say = (rule: Omit<BrokenRule, 'title'> & { title?: string }) => {
  const { message, remedy } = ruleWords({ title: 'Size', ...rule });
  return `${message} ${remedy}`;
};

/** One sentence per rule: what is broken, and what is to be read then. */
const SENTENCES: Record<string, [Omit<BrokenRule, 'keyword'>, string]> = {
  required: [
    { title: 'Name', schema: { description: 'small letters only' } },
    'Name has no value. Give it one. Small letters only.',
  ],
  type: [
    {
      title: 'Virtual users',
      value: 'abc',
      schema: { type: 'integer', minimum: 1, maximum: 1000 },
    },
    '“abc” is no whole number. Give Virtual users a whole number from 1 to 1000.',
  ],
  enum: [
    {
      title: 'Profile',
      value: 'flat',
      params: { allowedValues: ['ramp', 'spike'] },
    },
    '“flat” is not allowed for Profile. Use one of ramp, spike.',
  ],
  const: [
    { title: 'Kind', value: 'x', params: { allowedValue: 'Workflow' } },
    '“x” is not allowed for Kind. Use Workflow.',
  ],
  minimum: [
    {
      title: 'Virtual users',
      value: -3,
      params: { limit: 1 },
      schema: { type: 'integer', minimum: 1, maximum: 1000 },
    },
    '-3 is too little for Virtual users. Give a whole number from 1 to 1000.',
  ],
  maximum: [
    {
      title: 'Size',
      value: 99,
      params: { limit: 10 },
      schema: { type: 'integer', maximum: 10, unit: 'GiB' },
    },
    '99 is too much for Size. Give a whole number of at most 10 GiB.',
  ],
  exclusiveMinimum: [
    { title: 'Share', value: 0, params: { limit: 0 } },
    '0 is too little for Share. Give more than 0.',
  ],
  exclusiveMaximum: [
    { title: 'Share', value: 1, params: { limit: 1 } },
    '1 is too much for Share. Give less than 1.',
  ],
  multipleOf: [
    { title: 'Size', value: 7, params: { multipleOf: 5 } },
    '7 is no multiple of 5. Give Size a multiple of 5.',
  ],
  minLength: [
    { title: 'Name', value: 'ab', params: { limit: 3 } },
    '“ab” is too short for Name. Use at least 3 characters.',
  ],
  maxLength: [
    { title: 'Name', value: 'abcd', params: { limit: 3 } },
    'Name has 4 characters, which is too long. Use at most 3.',
  ],
  pattern: [
    {
      title: 'Project',
      value: 'a b',
      params: { pattern: '^[a-z]+$' },
      schema: { description: 'Letters only.' },
    },
    '“a b” can’t be used for Project: it has a space in it. Letters only.',
  ],
  format: [
    { title: 'Target', value: 'x', params: { format: 'uri' } },
    '“x” can’t be used for Target. Give an address, such as https://example.org.',
  ],
  minItems: [
    { title: 'Tags', value: [], params: { limit: 1 } },
    'Tags has too few entries. Give at least 1 entry.',
  ],
  maxItems: [
    { title: 'Tags', value: [], params: { limit: 2 } },
    'Tags has too many entries. Give at most 2 entries.',
  ],
  uniqueItems: [
    { title: 'Tags', value: [] },
    'Tags has the same entry twice. Remove one of the two.',
  ],
  minProperties: [
    { title: 'Tags', params: { limit: 1 } },
    'Tags has too few entries. Give at least 1 entry.',
  ],
  maxProperties: [
    { title: 'Tags', params: { limit: 2 } },
    'Tags has too many entries. Give at most 2 entries.',
  ],
  additionalProperties: [
    { title: 'Tags', params: { additionalProperty: 'sise' } },
    'sise is not a known field. Remove it, or correct its name.',
  ],
  dependencies: [
    { title: 'It', params: { property: 'user', missingProperty: 'password' } },
    'password has no value, and user needs it. Give it one, or leave out user.',
  ],
  dependentRequired: [
    { title: 'It', params: { property: 'user', missingProperty: 'password' } },
    'password has no value, and user needs it. Give it one, or leave out user.',
  ],
  json: [
    {
      title: 'Headers',
      value: '{"a": ',
      params: { reason: 'it ends before its “{” is closed' },
    },
    '“{"a": ” is no JSON: it ends before its “{” is closed. Give Headers whole JSON, such as {"key": "value"}.',
  ],
  duration: [
    { title: 'Duration', value: 'long' },
    '“long” is no duration. Give Duration a time such as 30s, 5m or 1m30s.',
  ],
};

describe('ruleWords', () => {
  it.each(Object.entries(SENTENCES))('%s', (keyword, [rule, words]) => {
    expect(say({ keyword, ...rule })).toBe(words);
  });

  it('has a tested sentence for each rule that has words', () => {
    expect(Object.keys(SENTENCES).sort()).toEqual([...RULES_WITH_WORDS].sort());
  });

  it.each(['if', 'oneOf', 'anyOf', 'not', 'contains', 'some-new-keyword'])(
    'says in general what it has no sentence for: %s',
    keyword =>
      expect(say({ keyword, value: 'x', params: { pattern: '^a$' } })).toBe(
        '“x” can’t be used for Size. Give another value.',
      ),
  );

  it('never repeats a regular expression, or all of a long value', () => {
    const value = 'ä'.repeat(300);
    const said = say({
      keyword: 'pattern',
      value,
      params: { pattern: '^[a-z]+$' },
    });
    expect(said).not.toContain('^[a-z]+$');
    expect(said.length).toBeLessThan(120);
  });

  it('takes an empty text for no value', () => {
    const rule = { keyword: 'minLength', value: '', params: { limit: 1 } };
    expect(say(rule)).toMatch(/^Size has no value/);
  });
});
