import {
  CLUSTER_ROLES,
  LABEL_CLUSTER_ROLE,
  LABEL_EXPERIMENT,
  experimentPaths,
  parseExperimentCluster,
  parseExperimentWorkflow,
  validateExperimentName,
} from '@illm-lab/plugin-hub-common';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { place } from './hub/place';
import { readStepInput } from './steps/input';
import {
  RUN_CLUSTERS_CLUSTER_ROLE,
  RUN_STEPS_CLUSTER_ROLE,
  WORKLOAD_CLUSTER_ROLE,
} from './steps/names';
import { STEPS } from './steps';

const { root } = place();
const read = (...parts: string[]) =>
  readFileSync(path.join(root, ...parts), 'utf8');
const manifests = (file: string) =>
  parseAllDocuments(read('platform/hub/manifests/experiments', file), {
    merge: true,
  }).map(document => document.toJS());

describe.each(readdirSync(path.join(root, 'experiments')))(
  'experiment %s',
  name => {
    const paths = experimentPaths(name);

    it('has a name and a workflow that the hub accepts', () => {
      expect(validateExperimentName(name)).toEqual([]);
      expect(parseExperimentWorkflow(read(paths.workflow))).not.toHaveProperty(
        'issues',
      );
    });

    it('has a catalog entry that can be read, for itself and each cluster', () => {
      const entries = parseAllDocuments(read(paths.catalogInfo));
      expect(entries.flatMap(({ errors }) => errors)).toEqual([]);
      const [component, ...clusters] = entries.map(entry => entry.toJS());
      expect(component).toMatchObject({
        kind: 'Component',
        metadata: { name, annotations: { [LABEL_EXPERIMENT]: name } },
      });
      expect(
        clusters.map(
          ({ metadata }) => metadata.annotations[LABEL_CLUSTER_ROLE],
        ),
      ).toEqual(
        CLUSTER_ROLES.filter(role =>
          existsSync(path.join(root, paths.cluster(role))),
        ),
      );
    });

    it('has clusters that the hub accepts, with the labels of its catalog entry', () => {
      const files = CLUSTER_ROLES.map(paths.cluster).filter(file =>
        existsSync(path.join(root, file)),
      );
      expect(files).not.toEqual([]);
      const [component] = parseAllDocuments(read(paths.catalogInfo));
      for (const file of files) {
        const parsed = parseExperimentCluster(read(file));
        expect(parsed).not.toHaveProperty('issues');
        expect(parsed).toHaveProperty(
          'cluster.metadata.labels',
          component.toJS().metadata.labels,
        );
      }
    });

    it('gives its manifests a kustomization and no namespace', () => {
      const folders = CLUSTER_ROLES.map(paths.argocd).filter(folder =>
        existsSync(path.join(root, folder)),
      );
      for (const folder of folders) {
        const files = readdirSync(path.join(root, folder));
        expect(files).toContain('kustomization.yaml');
        for (const file of files) {
          expect(parse(read(folder, file))).not.toHaveProperty(
            'metadata.namespace',
          );
        }
      }
    });
  },
);

describe('the WorkflowTemplate', () => {
  const [template] = manifests('experiment-workflowtemplate.yaml');
  const pods = template.spec.templates.filter(
    (one: { container?: object }) => one.container,
  );

  it('calls every step that is not the sweeper’s or for an experiment’s own workflow', () => {
    const others = ['sweep', 'service-address', 'remote-pod'];
    const called = pods.map(
      ({ container }: { container: { command: string[] } }) =>
        container.command,
    );
    expect(called).toEqual(
      Object.keys(STEPS)
        .filter(step => !others.includes(step))
        .map(step => ['lab', 'step', step]),
    );
  });

  it('tries a step again that was killed, and none that failed', () => {
    for (const pod of pods) {
      expect(pod.retryStrategy).toEqual({
        limit: 2,
        retryPolicy: 'Always',
        expression:
          "lastRetry.status == 'Error' || asInt(lastRetry.exitCode) > 128",
      });
    }
  });

  it('gives each step the input that it reads', () => {
    const values: Record<string, string> = {
      run: 'demo-abcde',
      experiment: 'demo',
      commit: 'a'.repeat(40),
      repository: 'http://localhost/x.git',
      parameters: '{}',
      keep: 'true',
    };
    for (const { container } of pods) {
      const env = Object.fromEntries(
        container.env.map((one: { name: string; value: string }) => [
          one.name,
          one.value.replace(
            /\{\{workflow\.parameters\.(\w+)\}\}/,
            (_, name) => values[name] ?? `no parameter ${name}`,
          ),
        ]),
      );
      expect(readStepInput(env)).toMatchObject({ run: values.run, keep: true });
    }
  });

  it('may hand out and copy the roles that its steps bind, and no other', () => {
    const objects = manifests('runner-access.yaml');
    const rules = objects.find(({ kind }) => kind === 'ClusterRole').rules;
    expect(rules).toContainEqual({
      apiGroups: ['rbac.authorization.k8s.io'],
      resources: ['clusterroles'],
      resourceNames: [
        WORKLOAD_CLUSTER_ROLE,
        RUN_CLUSTERS_CLUSTER_ROLE,
        RUN_STEPS_CLUSTER_ROLE,
      ],
      verbs: ['get', 'bind'],
    });
    const [role] = manifests('workload-access.yaml');
    expect([
      role.metadata.name,
      ...objects
        .filter(({ kind }) => kind === 'ClusterRole')
        .map(({ metadata }) => metadata.name),
    ]).toEqual(
      expect.arrayContaining([
        WORKLOAD_CLUSTER_ROLE,
        RUN_CLUSTERS_CLUSTER_ROLE,
        RUN_STEPS_CLUSTER_ROLE,
      ]),
    );
  });
});
