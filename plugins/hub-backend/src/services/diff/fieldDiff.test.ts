import { fieldDifferences } from './fieldDiff';

const paths = (live: unknown, target: unknown) =>
  fieldDifferences(live, target).map(one => [one.path, one.live, one.target]);

describe('fieldDifferences', () => {
  it('goes down to the field, and stops where one side ends', () => {
    expect(
      paths(
        {
          spec: { replicas: 2, paused: true },
          metadata: { labels: { 'a.b/c': 'x' } },
        },
        {
          spec: { replicas: 1, strategy: { type: 'Recreate' } },
          metadata: { labels: { 'a.b/c': 'y' } },
        },
      ),
    ).toEqual([
      ['spec.replicas', 2, 1],
      ['spec.paused', true, undefined],
      ['spec.strategy', undefined, { type: 'Recreate' }],
      ['metadata.labels["a.b/c"]', 'x', 'y'],
    ]);
  });

  it('matches the elements of a list by their name, wherever they stand', () => {
    const a = { name: 'a', image: 'a:1' };
    const b = { name: 'b', image: 'b:1' };
    const differences = fieldDifferences(
      { containers: [b, { ...a, image: 'a:2' }] },
      { containers: [a, b, { name: 'c' }] },
    );
    expect(differences.map(({ path }) => path)).toEqual([
      'containers[a].image',
      'containers[c]',
    ]);
    expect(differences[0].steps).toEqual([
      'containers',
      { element: { ...a, image: 'a:2' }, index: 1 },
      'image',
    ]);
  });

  it('takes a list without names as one value', () => {
    expect(paths({ args: ['a', 'b'] }, { args: ['a'] })).toEqual([
      ['args', ['a', 'b'], ['a']],
    ]);
    // Two of the same name can't be told apart.
    const twice = [{ name: 'a' }, { name: 'a' }];
    expect(paths({ list: twice }, { list: [{ name: 'a' }] })).toHaveLength(1);
  });

  it('leaves out what the API server keeps for itself', () => {
    expect(
      paths(
        {
          metadata: {
            uid: '1',
            generation: 2,
            managedFields: [],
            annotations: {
              'kubectl.kubernetes.io/last-applied-configuration': '{}',
            },
          },
          status: { ready: true },
        },
        { metadata: { annotations: {} } },
      ),
    ).toEqual([]);
  });

  it('finds nothing between equals, in whatever order their fields come', () => {
    expect(paths({ a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] })).toEqual([]);
    expect(paths({}, {})).toEqual([]);
    expect(paths(undefined, undefined)).toEqual([]);
  });
});
