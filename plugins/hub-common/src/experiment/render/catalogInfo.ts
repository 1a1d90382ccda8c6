import {
  CATALOG_TYPE_EXPERIMENT,
  ClusterRole,
  LABEL_CLUSTER_ROLE,
  LABEL_EXPERIMENT,
} from '../../constants';
import { costLabelsOf } from '../costLabels';
import { ExperimentInput } from '../types';
import { toYaml } from './toYaml';

const SCHEMA = 'https://json.schemastore.org/catalog-info.json';
const API_VERSION = 'backstage.io/v1alpha1';

/** The experiment and its clusters, as the catalog takes them. */
export function catalogInfo(
  input: ExperimentInput,
  roles: readonly ClusterRole[],
): string {
  const { name, description, owner } = input;
  const labels = costLabelsOf(input);
  const system = 'experiments';
  return toYaml(
    SCHEMA,
    {
      apiVersion: API_VERSION,
      kind: 'Component',
      metadata: {
        name,
        description,
        labels,
        annotations: { [LABEL_EXPERIMENT]: name },
      },
      spec: {
        type: CATALOG_TYPE_EXPERIMENT,
        lifecycle: 'experimental',
        owner,
        system,
        dependsOn: roles.map(role => `resource:default/${name}-${role}`),
      },
    },
    ...roles.map(role => ({
      apiVersion: API_VERSION,
      kind: 'Resource',
      metadata: {
        name: `${name}-${role}`,
        description: describe(role, name),
        labels,
        annotations: { [LABEL_EXPERIMENT]: name, [LABEL_CLUSTER_ROLE]: role },
      },
      spec: { type: 'kubernetes-cluster', owner, system },
    })),
  );
}

function describe(role: ClusterRole, name: string): string {
  switch (role) {
    case 'orchestrator':
      return `Runs ${name}’s workflow and deploys its target`;
    case 'loadgen':
      return `Cluster from which ${name}’s load comes`;
    default:
      return `Target cluster of ${name}`;
  }
}
