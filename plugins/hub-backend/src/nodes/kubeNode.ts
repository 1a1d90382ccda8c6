import { NodeKubernetes } from '@illm-lab/plugin-hub-common';
import { KubeObject } from '../kube/types';
import { amount } from './amount';

/** The part of a Node that is read, as JSON has it. */
export interface KubeNode extends KubeObject {
  spec?: {
    unschedulable?: boolean;
    taints?: { key: string; value?: string; effect: string }[];
  };
  status?: {
    capacity?: Record<string, string>;
    allocatable?: Record<string, string>;
    addresses?: { type: string; address: string }[];
    conditions?: {
      type: string;
      status: string;
      reason?: string;
      message?: string;
      lastTransitionTime?: string;
    }[];
    nodeInfo?: {
      kubeletVersion: string;
      osImage: string;
      kernelVersion: string;
      containerRuntimeVersion: string;
      architecture: string;
    };
  };
}

/** Cores, bytes and pods; null where the node does not say. */
export interface Amounts {
  cpu: number | null;
  memory: number | null;
  pods: number | null;
}

/** What is kept of a Node. */
export interface NodeFacts {
  name: string;
  labels: Record<string, string>;
  capacity: Amounts;
  allocatable: Amounts;
  about: Omit<NodeKubernetes, 'podPhases'>;
}

const ROLE = 'node-role.kubernetes.io/';
const READY = 'Ready';

const amounts = (given: Record<string, string> = {}): Amounts => ({
  cpu: amount(given.cpu),
  memory: amount(given.memory),
  pods: amount(given.pods),
});

/** Keeps of a Node what the pages show. */
export function nodeFacts({ metadata, spec, status }: KubeNode): NodeFacts {
  const labels = metadata.labels ?? {};
  const info = status?.nodeInfo;
  const conditions = (status?.conditions ?? []).map(one => ({
    type: one.type,
    status: one.status,
    // Ready is the one that is good when it holds; the others are troubles.
    healthy: one.status === (one.type === READY ? 'True' : 'False'),
    reason: one.reason ?? '',
    message: one.message ?? '',
    since: one.lastTransitionTime ?? null,
  }));
  const ready = conditions.find(({ type }) => type === READY)?.status;
  return {
    name: metadata.name,
    labels,
    capacity: amounts(status?.capacity),
    allocatable: amounts(status?.allocatable),
    about: {
      roles: Object.keys(labels)
        .filter(label => label.startsWith(ROLE))
        .map(label => label.slice(ROLE.length))
        .sort(),
      createdAt: metadata.creationTimestamp ?? null,
      kubeletVersion: info?.kubeletVersion ?? '',
      osImage: info?.osImage ?? '',
      kernelVersion: info?.kernelVersion ?? '',
      containerRuntime: info?.containerRuntimeVersion ?? '',
      architecture: info?.architecture ?? '',
      addresses: (status?.addresses ?? []).map(({ type, address }) => ({
        type,
        address,
      })),
      unschedulable: spec?.unschedulable ?? false,
      ready: ready === 'True' || (ready === 'False' ? false : null),
      conditions,
      taints: (spec?.taints ?? []).map(({ key, value, effect }) => ({
        key,
        value: value ?? '',
        effect,
      })),
    },
  };
}
