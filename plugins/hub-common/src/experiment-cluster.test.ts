import { parseExperimentCluster } from './experiment-cluster';
import { validateCostLabels } from './cost-labels';

const valid = `
apiVersion: illm.lab/v1alpha1
kind: ExperimentCluster
metadata:
  name: target
  labels:
    team: web
    project: checkout
    environment: dev
    cost-center: cc-200
spec:
  role: target
  nodes: 1
  kubernetesVersion: "1.35"
`;

describe('parseExperimentCluster', () => {
  it('reads a valid cluster', () => {
    expect(parseExperimentCluster(valid)).toMatchObject({
      cluster: { spec: { role: 'target' } },
    });
  });

  it.each([
    ['broken YAML', 'spec:', 'spec: [', ''],
    ['another kind', 'ExperimentCluster', 'Cluster', 'kind'],
    ['another API', 'v1alpha1', 'v1', 'apiVersion'],
    ['a missing cost label', '    team: web\n', '', 'metadata.labels.team'],
    [
      'a cost label that Kubernetes refuses',
      'checkout',
      '"my project"',
      'metadata.labels.project',
    ],
    ['an unknown role', 'role: target', 'role: server', 'spec.role'],
    ['no role', '  role: target\n', '', 'spec.role'],
    ['no nodes at all', 'nodes: 1', 'nodes: 0', 'spec.nodes'],
    ['a version as a number', '"1.35"', '1.35', 'spec.kubernetesVersion'],
    ['an unknown field', 'nodes: 1', 'node: 1', 'spec.node'],
    [
      'a cloud’s cluster of no cloud',
      'nodes: 1',
      'provider: crossplane',
      'spec.cloud',
    ],
    ['an unknown region', 'nodes: 1', 'region: eu-central-1', 'spec.region'],
    ['an unknown provider', 'nodes: 1', 'provider: aws', 'spec.provider'],
    ['a bad name', 'name: target', 'name: Target', 'metadata.name'],
  ])('refuses %s', (_what, from, to, path) => {
    expect(valid).toContain(from);
    const parsed = parseExperimentCluster(valid.replace(from, to));
    expect(parsed).toEqual({
      issues: expect.arrayContaining([
        expect.objectContaining({
          path,
          message: expect.stringMatching(/\S/),
          remedy: expect.stringMatching(/\S/),
        }),
      ]),
    });
  });
});

describe('validateCostLabels', () => {
  it('names each label that is missing', () => {
    expect(validateCostLabels({ team: 'web' }).map(i => i.path)).toEqual([
      'project',
      'environment',
      'cost-center',
    ]);
  });
});
