import { estimateCost, parsePriceBook } from './estimate';
import { kindSlug, parseClaimKinds } from './kind';
import { claimPaths } from './paths';

const definition = (spec: object) =>
  JSON.stringify({
    apiVersion: 'apiextensions.crossplane.io/v2',
    kind: 'CompositeResourceDefinition',
    spec: {
      group: 'platform.illm.lab',
      names: { kind: 'ObjectStorage', plural: 'objectstorages' },
      versions: [
        { name: 'v1alpha1', schema: {} },
        {
          name: 'v1beta1',
          referenceable: true,
          schema: {
            openAPIV3Schema: { type: 'object', properties: { spec: {} } },
          },
        },
      ],
      ...spec,
    },
  });

describe('parseClaimKinds', () => {
  it('reads the lab’s definitions, in the version that new claims have', () => {
    expect(parseClaimKinds(definition({}))).toMatchObject([
      {
        kind: 'ObjectStorage',
        version: 'v1beta1',
        title: 'object storage',
        keepsData: false,
      },
    ]);
    expect(parseClaimKinds(definition({ group: 'example.org' }))).toEqual([]);
    expect(parseClaimKinds('kind: ConfigMap')).toEqual([]);
    expect(parseClaimKinds('')).toEqual([]);
    expect(() => parseClaimKinds('a: [')).toThrow();
  });

  it('names files and namespaces', () => {
    expect(kindSlug('ObjectStorage')).toBe('object-storage');
    expect(claimPaths('web').claim('ObjectStorage', 'pictures')).toBe(
      'claims/team-web/object-storage-pictures.yaml',
    );
  });
});

const BOOK = `
currency: EUR
sources: { test: 'a test, 2026-12-01' }
resources:
  Server.example.org:
    - { what: Server, field: spec.size, byValue: { small: 10 }, doubledBy: spec.standby, source: test }
    - { what: Storage, field: spec.gib, perUnit: 0.5, source: test }
    - { what: Traffic, byUse: 1 per GiB }
  Nodes.example.org: [{ what: Nodes, perMonth: 7, times: spec.count, source: test }]
  Free.example.org: []
`;
const server = (spec: object) => ({
  apiVersion: 'example.org/v1',
  kind: 'Server',
  metadata: { name: 'one' },
  spec,
});

describe('estimateCost', () => {
  const prices = parsePriceBook(BOOK);

  it('adds up by value, per unit, by number and what is doubled', () => {
    const nodes = { ...server({ count: 3 }), kind: 'Nodes' };
    const free = { ...server({}), kind: 'Free' };
    const estimate = estimateCost(
      [
        server({ size: 'small', gib: 20, standby: { mode: 'Zone' } }),
        nodes,
        free,
      ],
      prices,
    );
    // 2 × 10 + 20 × 0.5 + 3 × 7
    expect(estimate).toMatchObject({
      monthly: 51,
      complete: true,
      source: 'a test, 2026-12-01',
    });
    expect(estimate.lines).toContainEqual({
      kind: 'Server',
      name: 'one',
      what: 'Traffic',
      note: '1 per GiB',
    });
  });

  it.each([
    [
      'a value without a price',
      server({ size: 'huge', gib: 1 }),
      /spec.size "huge"/,
    ],
    [
      'an unknown kind',
      { ...server({}), kind: 'Other' },
      /not in the price book/,
    ],
  ])('says that %s is missing, and is not complete', (_what, one, note) => {
    const estimate = estimateCost([one], prices);
    expect(estimate.complete).toBe(false);
    expect(estimate.lines.map(line => line.note).join()).toMatch(note);
    // What is not known is no zero.
    expect(estimate.monthly).toBe(one.kind === 'Server' ? 0.5 : null);
  });

  it.each([
    [BOOK.replace('10', '-1'), /byValue.small/],
    [BOOK.replace('perUnit', 'perGiB'), /perGiB/],
    ['currency: EUR', /sources/],
    // A figure that nobody can look up again.
    [BOOK.replace(', source: test', ''), /resources.Server.*source.*has none/],
    [BOOK.replace('source: test', 'source: hearsay'), /names one of/],
    [BOOK.replace(', 2026-12-01', ''), /sources.test: .*day/],
  ])('refuses a broken price book', (text, message) => {
    expect(() => parsePriceBook(text)).toThrow(message);
  });
});
