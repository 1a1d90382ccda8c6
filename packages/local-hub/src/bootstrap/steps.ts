import path from 'node:path';
import { cleanEnv, HubContext } from '../hub/components/context';
import { StepSpec } from '../supervisor';
import { crossplaneSteps } from './crossplaneSteps';
import { argocdSettings, hubConfigMap, rootApplication } from './objects';
import { headOf, HubRepository } from './repository';
import { Cluster, readFolder, readManifests, yamlFiles } from './Cluster';

/** Folder with the YAML of what only the local hub needs. */
const OWN = 'packages/local-hub/manifests';
const PLATFORM = 'platform/hub';

/**
 * What has to be in the API server before the components that depend on it
 * start, and the root Application, from which Argo CD makes all the rest.
 */
export function bootstrapSteps(
  context: HubContext,
  repository: HubRepository,
): StepSpec[] {
  const { repoRoot, credentials, layout, tools } = context;
  const cluster = new Cluster({
    kubectl: () => tools.path('kubectl'),
    kubeconfig: credentials.kubeconfig('admin'),
    env: cleanEnv(context, 'bootstrap'),
  });
  const own = (file: string) => readManifests(path.join(repoRoot, OWN, file));
  const platform = (...parts: string[]) =>
    path.join(repoRoot, PLATFORM, ...parts);

  return [
    {
      name: 'namespaces',
      dependsOn: ['kube-apiserver'],
      run: async (report, signal) => {
        await context.built(['kubectl'], report, signal);
        await cluster.apply(
          [
            ...own('namespaces.yaml'),
            ...own('node-agent.yaml'),
            ...own('opencost.yaml'),
            ...own('local-clusters.yaml'),
            ...own('label-inheritance.yaml'),
            // The very rights that the portal has on every hub.
            ...[
              'access-reader.yaml',
              'access.yaml',
              'pull-checks.yaml',
            ].flatMap(file =>
              readManifests(platform('manifests', 'portal', file)),
            ),
            hubConfigMap(repository),
          ],
          signal,
        );
      },
    },
    {
      name: 'workflow-definitions',
      dependsOn: ['namespaces'],
      run: async (report, signal) => {
        await context.built(['argo-workflows/manifests'], report, signal);
        const crds = path.join(tools.share('argo-workflows'), 'crds');
        await cluster.applyDefinitions(
          'argo-workflows',
          yamlFiles(crds),
          signal,
        );
        await cluster.apply(own('argo-workflows.yaml'), signal);
      },
    },
    {
      name: 'argocd-definitions',
      dependsOn: ['namespaces'],
      run: async (report, signal) => {
        await context.built(['argo-cd/manifests'], report, signal);
        const share = tools.share('argo-cd');
        await cluster.applyDefinitions(
          'argo-cd',
          yamlFiles(path.join(share, 'crds')),
          signal,
        );
        const upstream = [
          ...readFolder(path.join(share, 'config')),
          ...readFolder(path.join(share, 'rbac')),
        ];
        const settings = argocdSettings({
          upstream,
          settings: readManifests(
            platform('manifests', 'argocd', 'argocd-cm.yaml'),
          ),
          policy: readManifests(
            platform('manifests', 'argocd', 'argocd-rbac-cm.yaml'),
          ),
          url: `http://localhost:${layout.ports.argocdServer}`,
          secrets: credentials.secrets,
        });
        const project = readManifests(
          platform('bootstrap', 'hub-project.yaml'),
        );
        await cluster.apply([...settings, ...project], signal);
      },
    },
    {
      name: 'gitops',
      dependsOn: ['argocd-definitions', 'workflow-definitions', 'forge'],
      run: async (report, signal) => {
        const [root] = readManifests(
          platform('bootstrap', 'hub-application.yaml'),
        );
        await cluster.apply([rootApplication(root, repository)], signal);
        report('Waiting for Argo CD to make what runs are made of');
        await cluster.appears(
          'workflowtemplate.argoproj.io',
          { namespace: 'experiments', name: 'experiment' },
          signal,
        );
        // After an update it is there already, and the one of before.
        await cluster.synced(
          { namespace: 'argocd', name: 'experiments' },
          await headOf(repository, signal),
          signal,
        );
      },
    },
    ...crossplaneSteps(context, cluster, repository),
  ];
}
