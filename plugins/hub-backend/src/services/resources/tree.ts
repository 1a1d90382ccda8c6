import { ServiceResource } from '@illm-lab/plugin-hub-common';
import { Application, ApplicationResource } from '../argocd/application';
import { TreeNode } from '../argocd/argocdAnswers';
import { keyOf } from '../diff/differences';
import { infoOf } from './facts';
import { healthStatus } from '../words';

/**
 * The objects of a service as a tree: what Git defines by wave, each with what
 * it has made. What Git defines and the hub lacks is there as well.
 *
 * @param nodes - undefined while nobody knows what is on the hub
 */
export function resourceTree(
  application: Application,
  given: TreeNode[] | undefined,
): ServiceResource[] {
  const nodes = given ?? [];
  const defined = new Map(
    (application.status?.resources ?? [])
      .filter(({ hook }) => !hook)
      .map(one => [keyOf(one), one]),
  );
  const ids = new Set(nodes.map(({ uid }) => uid));
  const childrenOf = new Map<string, TreeNode[]>();
  const roots: TreeNode[] = [];
  for (const node of nodes) {
    const parent = node.parentRefs?.find(({ uid }) => ids.has(uid));
    if (parent?.uid && parent.uid !== node.uid) {
      childrenOf.set(parent.uid, [...(childrenOf.get(parent.uid) ?? []), node]);
    } else {
      roots.push(node);
    }
  }
  const describe = (node: TreeNode): ServiceResource =>
    toResource(
      node,
      defined.get(keyOf(node)),
      (childrenOf.get(node.uid ?? '') ?? []).map(describe).sort(byKindAndName),
    );
  const there = new Set(nodes.map(keyOf));
  const missing = [...defined.values()]
    .filter(one => !there.has(keyOf(one)))
    .map(one => missingResource(one, given !== undefined));
  return [...roots.map(describe), ...missing].sort(
    (a, b) => (a.wave ?? 0) - (b.wave ?? 0) || byKindAndName(a, b),
  );
}

function toResource(
  node: TreeNode,
  defined: ApplicationResource | undefined,
  children: ServiceResource[],
): ServiceResource {
  return {
    id: node.uid || keyOf(node),
    group: node.group ?? '',
    kind: node.kind,
    namespace: node.namespace ?? '',
    name: node.name,
    wave: defined ? defined.syncWave ?? 0 : null,
    sync: defined?.status ?? null,
    health: node.health?.status
      ? {
          status: healthStatus(node.health.status),
          reason: node.health.message ?? '',
        }
      : null,
    detail: detailOf(node),
    createdAt: node.createdAt ?? null,
    prune: defined?.requiresPruning ?? false,
    children,
  };
}

function missingResource(
  defined: ApplicationResource,
  isKnown: boolean,
): ServiceResource {
  return {
    id: keyOf(defined),
    group: defined.group ?? '',
    kind: defined.kind,
    namespace: defined.namespace ?? '',
    name: defined.name,
    wave: defined.syncWave ?? 0,
    sync: defined.status ?? null,
    health: isKnown
      ? { status: 'Missing', reason: 'In Git and not on the hub.' }
      : null,
    detail: null,
    createdAt: null,
    prune: false,
    children: [],
  };
}

/** `Running, 1/1 ready` of a pod, the revision of a ReplicaSet. */
function detailOf(node: TreeNode): string | null {
  const containers = infoOf(node, 'Containers');
  const parts = [
    infoOf(node, 'Status Reason'),
    containers && `${containers} ready`,
    infoOf(node, 'Revision')?.toLowerCase().replace(':', ' '),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}

function byKindAndName(a: ServiceResource, b: ServiceResource): number {
  return a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name);
}
