import { ClaimSchema } from '@illm-lab/plugin-hub-common';
import { parse } from 'yaml';
import { Claim } from './claim';
import { claimIn, editClaim } from './editClaim';

const HEAD = `apiVersion: platform.illm.lab/v1
kind: Thing
metadata: { name: one, labels: { team: web } }
`;
const open = { 'x-kubernetes-preserve-unknown-fields': true };
const schema: ClaimSchema = {
  type: 'object',
  properties: {
    size: { type: 'string', default: 'small' },
    note: { type: 'string' },
    tags: { type: 'object', additionalProperties: { type: 'string' } },
    values: { type: 'object', ...open },
    ports: {
      type: 'array',
      items: {
        type: 'object',
        properties: { port: { type: 'integer' }, name: { type: 'string' } },
      },
    },
    group: {
      type: 'object',
      default: {},
      properties: { mode: { type: 'string', default: 'auto' } },
    },
  },
};

/** The spec of a file after a change to this. */
function edited(spec: string, wanted: object, head = HEAD): string {
  const text = `${head}spec:\n${spec}`;
  const claim: Claim = { ...parse(HEAD), spec: wanted };
  const result = editClaim(text, claim, schema);
  expect(result.startsWith(`${head}spec:\n`)).toBe(true);
  return result.slice(`${head}spec:\n`.length);
}

describe('the change of a claim’s file (case 17-claim-change-loses-edits)', () => {
  it.each<[string, string, object, string]>([
    [
      'a value beside odd spaces, quotes and comments',
      `  # why\n  size:   "small"   # for now\n\n\n  note:    'it''s'\n`,
      { size: 'large', note: "it's" },
      `  # why\n  size: "large" # for now\n\n\n  note:    'it''s'\n`,
    ],
    [
      'an entry of a map',
      `  tags:\n    a: x # first\n    b: y\n`,
      { tags: { a: 'x', c: 'z' } },
      `  tags:\n    a: x # first\n    c: z\n`,
    ],
    [
      'one of a list',
      `  ports:\n  - port: 80 # web\n  - {port: 443,  name: tls}\n  - port: 9\n`,
      { ports: [{ port: 80 }, { port: 8443, name: 'tls' }] },
      `  ports:\n  - port: 80 # web\n  - { port: 8443, name: tls }\n`,
    ],
    [
      'a text that YAML 1.1 reads as something else',
      `  note: a\n`,
      { note: '0755' },
      `  note: "0755"\n`,
    ],
    [
      'a field that was taken out, and none that the form does not know',
      `  note: a\n  crossplane: { compositionUpdatePolicy: Manual }\n`,
      {},
      `  crossplane: { compositionUpdatePolicy: Manual }\n`,
    ],
    [
      'nothing, where only defaults are filled in',
      `  note: a\n`,
      { note: 'a', size: 'small', group: { mode: 'auto' } },
      `  note: a\n`,
    ],
    [
      'the inside of a free part',
      `  values:\n    deep: {a: 1} # kept\n    list: [ 1, 2 ]\n`,
      { values: { deep: { a: 1 }, list: [1, 3] } },
      `  values:\n    deep: {a: 1} # kept\n    list: [ 1, 3 ]\n`,
    ],
  ])('is of %s', (_what, before, wanted, after) =>
    expect(edited(before, wanted)).toBe(after),
  );

  it('finds the claim among others', () => {
    const other = `kind: Thing\nmetadata: {name:   two}\nspec: {note: b}\n`;
    const head = `${other}---\n${HEAD}`;
    expect(edited('  note: a\n', { note: 'c' }, head)).toBe('  note: c\n');
    const text = `${head}spec: { note: a }\n`;
    expect(claimIn(text, parse(HEAD))?.spec).toEqual({ note: 'a' });
  });

  it('copies what an anchor shares before it changes', () =>
    expect(
      parse(
        edited('  tags: &tags { a: x }\n  values: *tags\n', {
          tags: { a: 'x' },
          values: { a: 'y' },
        }),
      ),
    ).toEqual({ tags: { a: 'x' }, values: { a: 'y' } }));
});
