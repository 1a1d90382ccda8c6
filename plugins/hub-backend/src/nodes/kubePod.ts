import { NodePod } from '@illm-lab/plugin-hub-common';
import { KubeObject } from '../kube/types';
import { amount } from './amount';

interface Container {
  restartPolicy?: string;
  resources?: { requests?: Record<string, string> };
}

/** The part of a Pod that is read, as JSON has it. */
export interface KubePod extends KubeObject {
  spec?: {
    nodeName?: string;
    overhead?: Record<string, string>;
    containers?: Container[];
    initContainers?: Container[];
  };
  status?: { phase?: string };
}

/** What is kept of a Pod: a hundred bytes of some ten thousand. */
export interface PodFacts extends NodePod {
  /** Empty while it has no node. */
  node: string;
}

type Resource = 'cpu' | 'memory';

/** Keeps of a Pod what the pages show. */
export function podFacts({ metadata, spec, status }: KubePod): PodFacts {
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    node: spec?.nodeName ?? '',
    phase: status?.phase ?? 'Unknown',
    cpu: requested(spec, 'cpu'),
    memory: requested(spec, 'memory'),
  };
}

/** Whether it still holds what it requested. */
export function isActive({ phase }: Pick<PodFacts, 'phase'>): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed';
}

/**
 * What the scheduler reserves for a pod: its containers and sidecars together,
 * or what its hungriest init container needs beside the sidecars before it, if
 * that is more; and the overhead
 * (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers).
 */
function requested(spec: KubePod['spec'], resource: Resource): number {
  const of = ({ resources }: Container) =>
    amount(resources?.requests?.[resource]) ?? 0;
  let sidecars = 0;
  let start = 0;
  for (const container of spec?.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      sidecars += of(container);
      start = Math.max(start, sidecars);
    } else {
      start = Math.max(start, sidecars + of(container));
    }
  }
  const running = (spec?.containers ?? []).reduce(
    (sum, container) => sum + of(container),
    sidecars,
  );
  return Math.max(running, start) + (amount(spec?.overhead?.[resource]) ?? 0);
}
