import path from 'node:path';
import { Manifest, readManifests } from '../bootstrap/Cluster';
import { ToolSet } from '../tools';
import { PORTAL_ACCESS } from '../local/clusterSteps';

const OWN = 'packages/local-hub/manifests';

/** What each cluster gets whose control plane somebody else has made. */
export interface ClusterContents {
  /** Applied to each: namespaces, and what the portal may read. */
  manifests: Manifest[];
  /** What an orchestrator gets, by namespace: URLs of pinned manifests. */
  argo: { namespace: string; url: string; workloads: string[] }[];
}

/** The versions of Argo are those that the local hub builds. */
export function clusterContents(
  repoRoot: string,
  tools: ToolSet,
): ClusterContents {
  const versionOf = (wanted: string) => {
    const found = tools.status().find(({ binary }) => binary === wanted);
    if (!found) throw new Error(`There is no version of ${wanted} in tools/.`);
    return found.version;
  };
  const own = (file: string) => readManifests(path.join(repoRoot, OWN, file));
  return {
    manifests: [
      ...own('namespaces.yaml'),
      ...readManifests(path.join(repoRoot, PORTAL_ACCESS)),
    ],
    argo: [
      {
        namespace: 'argo',
        url: `https://github.com/argoproj/argo-workflows/releases/download/${versionOf(
          'workflow-controller',
        )}/install.yaml`,
        workloads: ['deployment/workflow-controller'],
      },
      {
        // Without the parts that serve people.
        namespace: 'argocd',
        url: `https://raw.githubusercontent.com/argoproj/argo-cd/${versionOf(
          'argocd',
        )}/manifests/core-install.yaml`,
        workloads: [
          'deployment/argocd-redis',
          'deployment/argocd-repo-server',
          'statefulset/argocd-application-controller',
        ],
      },
    ],
  };
}
