import schema from './schemas/experiment-cluster.schema.json';
import { ClusterRole } from './constants';
import { CostLabels } from './cost-labels';
import { Issue } from './issue';
import { readYaml } from './read-yaml';
import { validateAgainst } from './schema-issues';

/** JSON schema of `cluster.yaml`. */
export const experimentClusterSchema = schema;

/** One cluster of an experiment, as `cluster.yaml` declares it. */
export interface ExperimentCluster {
  apiVersion: 'illm.lab/v1alpha1';
  kind: 'ExperimentCluster';
  metadata: {
    name: string;
    labels: CostLabels & Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: {
    role: ClusterRole;
    provider?: 'local' | 'kind' | 'crossplane';
    nodes?: number;
    kubernetesVersion?: string;
    cloud?: 'aws' | 'azure';
    region?: 'eu-central' | 'eu-west' | 'us-east';
    size?: 'small' | 'medium' | 'large';
  };
}

/** Checks a parsed `cluster.yaml`; no issues means that it is valid. */
export function validateExperimentCluster(value: unknown): Issue[] {
  return validateAgainst(schema.$id, value);
}

/** Reads and checks the text of a `cluster.yaml`. */
export function parseExperimentCluster(
  yamlText: string,
): { cluster: ExperimentCluster } | { issues: Issue[] } {
  const read = readYaml(yamlText);
  if ('issues' in read) return read;
  const { value } = read;
  const issues = validateExperimentCluster(value);
  return issues.length > 0
    ? { issues }
    : { cluster: value as ExperimentCluster };
}
