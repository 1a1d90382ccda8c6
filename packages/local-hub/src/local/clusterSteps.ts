import path from 'node:path';
import { argocdSettings } from '../bootstrap/objects';
import {
  Cluster,
  readFolder,
  readManifests,
  yamlFiles,
} from '../bootstrap/Cluster';
import { cleanEnv, HubContext } from '../hub/components/context';
import { StepSpec } from '../supervisor';

const OWN = 'packages/local-hub/manifests';
/** What the portal may read of every cluster, of whatever provider. */
export const PORTAL_ACCESS = 'platform/hub/manifests/portal/access-reader.yaml';
const ARGOCD_SETTINGS = 'platform/hub/manifests/argocd';

/**
 * An orchestrator makes its Applications itself. The definition of an
 * ApplicationSet alone is a megabyte, on which an API server works for seconds.
 */
const needed = (name: string) =>
  !path.basename(name).includes('applicationset');

/**
 * What has to be in a cluster's API server before its parts start: as on the
 * hub, without what only the hub is for.
 *
 * @param withArgo - also Argo Workflows and Argo CD, for an orchestrator
 */
export function clusterSteps(
  context: HubContext,
  withArgo: boolean,
): StepSpec[] {
  const { repoRoot, credentials, layout, tools } = context;
  const cluster = new Cluster({
    kubectl: () => tools.path('kubectl'),
    kubeconfig: credentials.kubeconfig('admin'),
    env: cleanEnv(context, 'bootstrap'),
  });
  const own = (file: string) => readManifests(path.join(repoRoot, OWN, file));
  const namespaces: StepSpec = {
    name: 'namespaces',
    dependsOn: ['kube-apiserver'],
    run: async (report, signal) => {
      await context.built(['kubectl'], report, signal);
      await cluster.apply(
        [
          ...own('namespaces.yaml'),
          ...own('node-agent.yaml'),
          ...readManifests(path.join(repoRoot, PORTAL_ACCESS)),
        ],
        signal,
      );
    },
  };
  if (!withArgo) return [namespaces];
  return [
    namespaces,
    {
      name: 'workflow-definitions',
      dependsOn: ['namespaces'],
      run: async (report, signal) => {
        await context.built(['manifests'], report, signal);
        await cluster.define(
          yamlFiles(path.join(tools.share('argo-workflows'), 'crds')),
          own('argo-workflows.yaml'),
          signal,
        );
      },
    },
    {
      name: 'argocd-definitions',
      dependsOn: ['namespaces'],
      run: async (report, signal) => {
        await context.built(['manifests'], report, signal);
        const share = tools.share('argo-cd');
        const settings = argocdSettings({
          upstream: [
            ...readFolder(path.join(share, 'config')),
            ...readFolder(path.join(share, 'rbac')),
          ].filter(({ metadata }) => needed(metadata.name)),
          settings: readManifests(
            path.join(repoRoot, ARGOCD_SETTINGS, 'argocd-cm.yaml'),
          ),
          policy: readManifests(
            path.join(repoRoot, ARGOCD_SETTINGS, 'argocd-rbac-cm.yaml'),
          ),
          url: `http://localhost:${layout.ports.argocdServer}`,
          secrets: credentials.secrets,
        });
        await cluster.define(
          yamlFiles(path.join(share, 'crds')).filter(needed),
          settings,
          signal,
        );
      },
    },
  ];
}
