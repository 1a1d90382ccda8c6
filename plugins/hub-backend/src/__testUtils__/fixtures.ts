import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Workflow } from '../kube/types';

/** The run that the recorded Workflows belong to. */
export const RUN = 'http-baseline-ab1c2';

/** The Workflows of a run in one state, as the API server gave them. */
export function fixture(state: string): { parent: Workflow; child?: Workflow } {
  const path = resolve(__dirname, `../__fixtures__/${state}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Files of a sound experiment in the repository. */
export const EXPERIMENT_FILES: Record<string, string> = {
  'experiments/http-baseline/catalog-info.yaml': 'kind: Component',
  'experiments/http-baseline/target/cluster.yaml': `
apiVersion: illm.lab/v1alpha1
kind: ExperimentCluster
metadata:
  name: target
  labels: { team: web, project: checkout, environment: dev, cost-center: cc-200 }
spec: { role: target }
`,
  'experiments/http-baseline/workflow/experiment.yaml': `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
spec:
  entrypoint: main
  arguments:
    parameters:
      - { name: virtual-users, value: 5 }
      - { name: profile, default: ramp, enum: [ramp, flat] }
  templates:
    - name: main
      container: { image: grafana/k6:1.8.1, command: [k6] }
`,
};
