import { NodeResources, NodeSummary } from '@illm-lab/plugin-hub-common';
import { ClusterWatch } from './ClusterWatch';
import { isActive, PodFacts } from './kubePod';
import { KnownNode } from './NodeBook';
import { findings, verdict } from './sentence';
import { METRICS_API } from './usage';
import { DeclaredVersions, nodeVersions } from './versions';

/** What the pods of a node take together. */
export interface PodSums {
  cpu: number;
  memory: number;
  active: number;
  phases: Record<string, number>;
}

const NO_PODS: PodSums = { cpu: 0, memory: 0, active: 0, phases: {} };

/** Sums of a cluster's pods by node, in one pass. */
export function sumPods(pods: Iterable<PodFacts>): Map<string, PodSums> {
  const sums = new Map<string, PodSums>();
  for (const pod of pods) {
    let sum = sums.get(pod.node);
    if (!sum) {
      sum = { ...NO_PODS, phases: {} };
      sums.set(pod.node, sum);
    }
    sum.phases[pod.phase] = (sum.phases[pod.phase] ?? 0) + 1;
    if (isActive(pod)) {
      sum.active += 1;
      sum.cpu += pod.cpu;
      sum.memory += pod.memory;
    }
  }
  return sums;
}

/** A node without its history, which only those that are shown need. */
export type NodeCore = Omit<NodeSummary, 'history'>;

/** Joins what Kubernetes and Talos say of a node, and says how it is. */
export function summarize(
  node: KnownNode,
  given: {
    watch?: ClusterWatch;
    pods?: PodSums;
    declared: DeclaredVersions;
    now: number;
  },
): NodeCore {
  const { watch, pods = NO_PODS, declared, now } = given;
  const talos = node.machine?.current() ?? null;
  const kubernetes = node.facts
    ? { ...node.facts.about, podPhases: pods.phases }
    : null;
  const versions = nodeVersions(kubernetes?.kubeletVersion, talos, declared);
  const found = findings({
    clusterAnswers: watch?.status().connected ?? false,
    kubernetes,
    talos,
    versions,
    now,
  });
  return {
    cluster: node.cluster.name,
    name: node.name,
    ...verdict(found),
    resources: resourcesOf(node, pods, watch?.usageAt ?? null),
    versions,
    kubernetes,
    talos,
  };
}

function resourcesOf(
  { facts, machine, usage }: KnownNode,
  pods: PodSums,
  metricsAt: string | null,
): NodeResources {
  const talos = machine?.current();
  const answers = talos?.source.connected;
  const cores = facts?.capacity.cpu ?? null;
  const total = facts?.capacity.memory ?? talos?.memory?.total ?? null;
  const byTalos = {
    cpu:
      answers && talos.cpu !== null && cores !== null
        ? talos.cpu * cores
        : null,
    memory:
      answers && talos.memory
        ? talos.memory.total - talos.memory.available
        : null,
  };
  const used = usage ?? byTalos;
  const known = used.cpu !== null || used.memory !== null;
  const source = usage ? METRICS_API : 'Talos';
  return {
    cpu: {
      capacity: cores,
      allocatable: facts?.allocatable.cpu ?? null,
      requested: pods.cpu,
      used: used.cpu,
    },
    memory: {
      capacity: total,
      allocatable: facts?.allocatable.memory ?? null,
      requested: pods.memory,
      used: used.memory,
    },
    pods: {
      capacity: facts?.capacity.pods ?? null,
      allocatable: facts?.allocatable.pods ?? null,
      requested: pods.active,
      used: pods.active,
    },
    usedFrom: known ? source : null,
    usedAt: usage ? metricsAt : null,
  };
}
