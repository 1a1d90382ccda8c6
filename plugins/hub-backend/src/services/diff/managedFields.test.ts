import { lastWriterOf, ManagedFieldsEntry, managerOf } from './managedFields';

const entry = (
  manager: string,
  time: string,
  fieldsV1: object,
  more: object = {},
): ManagedFieldsEntry => ({
  manager,
  operation: 'Update',
  time,
  fieldsV1: fieldsV1 as ManagedFieldsEntry['fieldsV1'],
  ...more,
});

const web = { name: 'web', image: 'a:2' };
const port = { containerPort: 8080, protocol: 'TCP' };
const entries = [
  entry('argocd-controller', '2026-11-23T10:00:00Z', {
    'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
    'f:spec': {
      'f:replicas': {},
      'f:template': {
        'f:spec': {
          'f:containers': {
            'k:{"name":"web"}': { '.': {}, 'f:command': {}, 'f:image': {} },
          },
        },
      },
    },
  }),
  entry('kubectl-edit', '2026-11-23T10:12:00Z', {
    'f:metadata': { 'f:finalizers': { '.': {}, 'v:"a/b"': {} } },
    'f:spec': {
      'f:replicas': {},
      'f:template': {
        'f:spec': {
          'f:containers': {
            'k:{"name":"web"}': {
              'f:ports': {
                'k:{"containerPort":8080,"protocol":"TCP"}': { '.': {} },
              },
            },
          },
        },
      },
    },
  }),
  entry('hpa', '2026-11-23T09:00:00Z', { 'f:spec': { 'f:replicas': {} } }),
  entry(
    'kubelet',
    '2026-11-23T10:30:00Z',
    { 'f:status': {} },
    { subresource: 'status' },
  ),
];
const containers = ['spec', 'template', 'spec', 'containers'];

describe('managerOf', () => {
  it('names the latest owner that is not Argo CD', () => {
    expect(managerOf(entries, ['spec', 'replicas'])).toEqual({
      name: 'kubectl-edit',
      operation: 'Update',
      at: '2026-11-23T10:12:00Z',
      certain: true,
    });
  });

  it('names Argo CD where it alone owns the field', () => {
    const path = [...containers, { element: web, index: 0 }, 'image'];
    expect(managerOf(entries, path)?.name).toBe('argocd-controller');
  });

  it('gives what is inside a field without parts to who owns the whole', () => {
    const path = [...containers, { element: web, index: 0 }, 'command'];
    expect(
      managerOf(entries, [...path, { element: 'x', index: 0 }])?.name,
    ).toBe('argocd-controller');
  });

  it('finds elements by several keys and by value', () => {
    const path = [...containers, { element: web, index: 0 }, 'ports'];
    expect(
      managerOf(entries, [...path, { element: port, index: 0 }])?.name,
    ).toBe('kubectl-edit');
    expect(
      managerOf(entries, [
        ...path,
        { element: { ...port, protocol: 'UDP' }, index: 0 },
      ]),
    ).toBeNull();
    const finalizers = ['metadata', 'finalizers'];
    expect(
      managerOf(entries, [...finalizers, { element: 'a/b', index: 0 }])?.name,
    ).toBe('kubectl-edit');
    expect(
      managerOf(entries, [...finalizers, { element: 'c', index: 1 }]),
    ).toBeNull();
  });

  it('knows no manager of what nobody owns', () => {
    expect(managerOf(entries, ['spec', 'paused'])).toBeNull();
    expect(managerOf([], ['spec', 'replicas'])).toBeNull();
  });
});

describe('lastWriterOf', () => {
  it('guesses who wrote the object last, the status and Argo CD aside', () => {
    expect(lastWriterOf(entries)).toMatchObject({
      name: 'kubectl-edit',
      certain: false,
    });
    expect(lastWriterOf(entries.slice(0, 1))).toBeNull();
  });
});
