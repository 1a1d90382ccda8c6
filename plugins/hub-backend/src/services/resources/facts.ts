import { ServiceEndpoint } from '@illm-lab/plugin-hub-common';
import { nameOf } from '../argocd/application';
import { ManagedItem, TreeNode } from '../argocd/argocdAnswers';

/** What an Application's objects tell of it. */
export interface ServiceFacts {
  appVersion?: string;
  /** `<chart>-<version>`, as Helm's label has it. */
  chart?: string;
  endpoints: ServiceEndpoint[];
}

interface Live {
  metadata?: { labels?: Record<string, string>; namespace?: string };
  spec?: { type?: string; ports?: { port: number }[]; clusterIP?: string };
  status?: {
    loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] };
  };
}

const VERSION = 'app.kubernetes.io/version';
const CHART = 'helm.sh/chart';
/** Of these the version says most. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Reads versions and addresses off the objects as they are on the hub. */
export function readFacts(items: ManagedItem[]): ServiceFacts {
  const objects = items.flatMap(item => {
    const live = parse(item.liveState);
    return live ? [{ item, live }] : [];
  });
  const label = (name: string) => {
    const labelled = objects.filter(
      ({ live }) => live.metadata?.labels?.[name],
    );
    const best =
      labelled.find(({ item }) => WORKLOADS.includes(item.kind)) ?? labelled[0];
    return best?.live.metadata?.labels?.[name];
  };
  return {
    appVersion: label(VERSION),
    chart: label(CHART),
    endpoints: objects
      .filter(({ item }) => item.kind === 'Service' && !item.group)
      .flatMap(({ item, live }) => ofService(item, live)),
  };
}

function ofService(item: ManagedItem, { spec, status }: Live) {
  const of = nameOf(item);
  const ports = spec?.ports?.map(({ port }) => port) ?? [];
  const balanced = (status?.loadBalancer?.ingress ?? []).flatMap(
    ({ hostname, ip }) => {
      const host = hostname ?? ip;
      return host ? ports.map(port => `${host}:${port}`) : [];
    },
  );
  const inside =
    spec?.type === 'ExternalName'
      ? []
      : ports.map(port => `${item.name}.${item.namespace}.svc:${port}`);
  return [
    ...balanced.map(
      (address): ServiceEndpoint => ({ address, kind: 'load-balancer', of }),
    ),
    ...inside.map(
      (address): ServiceEndpoint => ({
        address,
        kind: 'cluster',
        of,
      }),
    ),
  ];
}

/** The addresses from outside that Argo CD has found in Ingresses and the like. */
export function externalEndpoints(nodes: TreeNode[]): ServiceEndpoint[] {
  return nodes.flatMap(node =>
    (node.networkingInfo?.externalURLs ?? []).filter(isWebAddress).map(
      (address): ServiceEndpoint => ({
        address,
        kind: 'external',
        of: nameOf(node),
      }),
    ),
  );
}

/** Whether a text from the cluster may become a link. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/** How many pods there are, and how many have all of their containers ready. */
export function countPods(
  nodes: TreeNode[],
): { ready: number; total: number } | null {
  const pods = nodes.filter(({ kind, group }) => kind === 'Pod' && !group);
  // One that has done its work is no replica.
  const wanted = pods.filter(
    pod => infoOf(pod, 'Status Reason') !== 'Completed',
  );
  if (wanted.length === 0) {
    return null;
  }
  const ready = wanted.filter(pod => {
    const [up, all] = (infoOf(pod, 'Containers') ?? '').split('/');
    return up !== '' && up === all;
  });
  return { ready: ready.length, total: wanted.length };
}

/** One of the facts that Argo CD puts on a node of the tree. */
export function infoOf({ info }: TreeNode, name: string): string | undefined {
  return info?.find(one => one.name === name)?.value ?? undefined;
}

function parse(state: string | null | undefined): Live | undefined {
  try {
    return (JSON.parse(state ?? 'null') as Live | null) ?? undefined;
  } catch {
    return undefined;
  }
}
