import { ClaimKind, ClaimSchema } from '@illm-lab/plugin-hub-common';
import { checkClaim } from './checkClaim';

/** What is said of a value whose one field has this schema. */
function said(field: ClaimSchema, value: unknown) {
  const spec = { type: 'object', properties: { field } };
  const kind: ClaimKind = {
    kind: 'Thing',
    plural: 'things',
    version: 'v1',
    title: 'thing',
    keepsData: false,
    schema: { type: 'object', properties: { spec } },
    spec,
  };
  return checkClaim(kind, {
    apiVersion: 'platform.illm.lab/v1',
    kind: 'Thing',
    metadata: { name: 'one', namespace: 'team-web' },
    spec: { field: value, crossplane: { compositionUpdatePolicy: 'Manual' } },
  }).map(({ path, message }) => `${path}: ${message}`);
}

const text = (pattern: string) => ({ type: 'string', pattern });
const port = {
  'x-kubernetes-int-or-string': true,
  anyOf: [{ type: 'integer' }, { type: 'string' }],
};
const group = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string' } },
};

describe('the check of a claim by its schema', () => {
  it.each<[string, ClaimSchema, unknown]>([
    ['a needless escape', text('^[a-z]+\\-[0-9]+\\_x$'), 'ab-12_x'],
    ['an escaped slash', text('^\\/var\\/[a-z]+$'), '/var/log'],
    ['small or large', text('(?i)^gp[23]$'), 'GP3'],
    ['begin and end of Go', text('\\A[a-z]+\\z'), 'abc'],
    ['a class of POSIX', text('^[[:alpha:]]+$'), 'abc'],
    ['a pattern that nobody reads', text('(?=x)'), 'y'],
    [
      'a bound that excludes',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      0.1,
    ],
    ['a format of Kubernetes', { type: 'integer', format: 'int64' }, 1],
  ])(
    'takes what Go takes: %s (case 14-claim-patterns)',
    (_what, field, value) => expect(said(field, value)).toEqual([]),
  );

  it.each<[string, ClaimSchema, unknown]>([
    ['a pattern', text('(?i)^gp[23]$'), 'io1'],
    [
      'a bound that excludes',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      0,
    ],
  ])('refuses by %s (case 14-claim-patterns)', (_what, field, value) =>
    expect(said(field, value)).toEqual([
      expect.stringMatching(/^spec\.field: /),
    ]),
  );

  it.each<[string, ClaimSchema, unknown]>([
    ['a number for a port', port, 8080],
    ['a name for a port', port, 'http'],
    [
      'a map',
      { type: 'object', additionalProperties: { type: 'string' } },
      { a: 'b' },
    ],
    [
      'anything',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { a: [1, { b: null }] },
    ],
    ['null where it is allowed', { type: 'string', nullable: true }, null],
    [
      'an embedded object',
      {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        properties: { spec: { type: 'object' } },
      },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
    ],
    [
      'one of two',
      {
        ...group,
        required: [],
        properties: { text: { type: 'string' }, file: { type: 'string' } },
        oneOf: [{ required: ['text'] }, { required: ['file'] }],
      },
      { file: 'a' },
    ],
    ['one of some numbers', { type: 'integer', enum: [1, 3, 5] }, 3],
  ])('takes %s (case 13-claim-map-fields)', (_what, field, value) =>
    expect(said(field, value)).toEqual([]),
  );

  it.each<[string, ClaimSchema, unknown, string]>([
    ['an object for a port', port, {}, 'spec.field'],
    [
      'a part of a map',
      { type: 'object', additionalProperties: group },
      { one: {} },
      'spec.field.one.text',
    ],
    [
      'a field that would be dropped',
      group,
      { text: '', x: 1 },
      'spec.field.x',
    ],
    [
      'a part of a list',
      { type: 'array', items: group },
      [{ text: 'a' }, {}],
      'spec.field.1.text',
    ],
  ])('names the place of %s', (_what, field, value, place) =>
    expect(said(field, value).join()).toContain(`${place}: `),
  );
});
