import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readManifests, Manifest } from '../bootstrap/Cluster';
import { ToolSet } from '../tools';

const KIND_CONFIG = 'platform/hub/cluster/kind.yaml';
const OWN = 'packages/local-hub/manifests';

/** What all clusters of the provider `kind` are made from. */
export interface KindSettings {
  /** Image of a node, with its digest. */
  image: string;
  /** Applied to each: namespaces, and what the portal may read. */
  manifests: Manifest[];
  /** What an orchestrator gets, by namespace: URLs of pinned manifests. */
  argo: { namespace: string; url: string; workloads: string[] }[];
}

/**
 * The hub's own pins: the node's image of its cluster, and the versions of Argo
 * that the local hub builds.
 */
export function kindSettings(repoRoot: string, tools: ToolSet): KindSettings {
  const { nodes } = parse(
    readFileSync(path.join(repoRoot, KIND_CONFIG), 'utf8'),
  ) as { nodes: { image: string }[] };
  const versionOf = (wanted: string) => {
    const found = tools.status().find(({ binary }) => binary === wanted);
    if (!found) throw new Error(`There is no version of ${wanted} in tools/.`);
    return found.version;
  };
  const own = (file: string) => readManifests(path.join(repoRoot, OWN, file));
  return {
    image: nodes[0].image,
    manifests: [
      ...own('namespaces.yaml'),
      ...own('portal.yaml'),
      ...own('portal-kubernetes.yaml'),
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
