const LABELS = {
  team: 'web',
  project: 'e2e',
  environment: 'dev',
  'cost-center': 'cc-200',
};

const yaml = (...documents: object[]) =>
  documents.map(one => JSON.stringify(one)).join('\n---\n');

const inWave = (wave: number, name: string) => ({
  name,
  annotations: { 'argocd.argoproj.io/sync-wave': `${wave}` },
});

/** What the experiment's workflow prints, and its target's setting. */
export const colourFiles = (colour: string) => ({
  'target/argocd/settings.yaml': yaml({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: inWave(1, 'settings'),
    data: { colour },
  }),
  'workflow/experiment.yaml': yaml({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { name: 'waves' },
    spec: {
      entrypoint: 'main',
      activeDeadlineSeconds: 600,
      templates: [
        {
          name: 'main',
          container: {
            image: 'alpine:3.22',
            command: ['sh', '-c'],
            // Until the test stops it.
            args: [`echo ${colour}; sleep 600`],
          },
        },
      ],
    },
  }),
});

/**
 * An experiment whose target comes in two waves: a Job that takes some seconds,
 * then a ConfigMap. Its workflow runs until it is stopped.
 */
export const wavesExperiment = (name: string) => ({
  'catalog-info.yaml': yaml({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      labels: LABELS,
      annotations: { 'illm.lab/experiment': name },
    },
    spec: {
      type: 'experiment',
      lifecycle: 'experimental',
      owner: 'group:default/web',
      system: 'experiments',
    },
  }),
  'target/cluster.yaml': yaml({
    apiVersion: 'illm.lab/v1alpha1',
    kind: 'ExperimentCluster',
    metadata: { name: `${name}-target`, labels: LABELS },
    spec: { role: 'target' },
  }),
  'target/argocd/kustomization.yaml': yaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['prepare.yaml', 'settings.yaml'],
  }),
  'target/argocd/prepare.yaml': yaml({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: inWave(0, 'prepare'),
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [
            {
              name: 'prepare',
              image: 'alpine:3.22',
              command: ['sleep', '5'],
            },
          ],
        },
      },
    },
  }),
  ...colourFiles('blue'),
});
