import { Group, GroupState } from './groups';
import { ClusterObject, ClusterStatus, Condition } from './types';

/** Conditions by part of the cluster, in the order in which they come true. */
export const CONDITIONS = [
  ['control-plane', 'ControlPlaneReady', 'Control plane'],
  ['node', 'NodeReady', 'Node'],
  ['argo', 'ArgoReady', 'Argo Workflows and Argo CD'],
] as const;

/** How the parts of a cluster are, as far as it has them. */
export type Groups = Partial<Record<Group, GroupState>>;

/**
 * Conditions of a cluster. `Ready` is true when pods can run on it; Argo on an
 * orchestrator comes after that and has a condition of its own.
 */
export function conditionsOf(
  groups: Groups,
  before: Condition[] = [],
): Condition[] {
  const parts = CONDITIONS.flatMap(([group, type]) => {
    const state = groups[group];
    return state ? [{ type, ...state }] : [];
  });
  const open = parts.filter(
    ({ type, ready }) => type !== 'ArgoReady' && !ready,
  );
  const all = [
    ...parts,
    {
      type: 'Ready',
      ready: open.length === 0 && parts.length > 0,
      message: open.map(({ message }) => message).join('; '),
    },
  ];
  return all.map(({ type, ready, message }) => {
    const status = ready ? 'True' : 'False';
    const known = before.find(one => one.type === type);
    return {
      type,
      status,
      reason: ready ? 'Ready' : 'Starting',
      message: ready ? '' : message,
      lastTransitionTime:
        known?.status === status
          ? known.lastTransitionTime
          : new Date().toISOString(),
    };
  });
}

/**
 * Why a provider has not the Kubernetes that a cluster wants, as a sentence;
 * else undefined.
 *
 * @param has - its own version; undefined while it is not known
 * @param who - what has it, for the sentence
 */
export function versionRefusal(
  { kubernetesVersion: wanted }: ClusterObject['spec'],
  has: string | undefined,
  who: string,
): string | undefined {
  const version = has?.replace(/^v/, '');
  return wanted &&
    version &&
    version !== wanted &&
    !version.startsWith(`${wanted}.`)
    ? `spec.kubernetesVersion is ${wanted}: ${who} has Kubernetes ${version}. Leave it out, or set another provider.`
    : undefined;
}

/** A status that says why there is no cluster yet. */
export const waitingStatus = (
  phase: ClusterStatus['phase'],
  reason: string,
  message: string,
): ClusterStatus => ({
  phase,
  message,
  conditions: [
    {
      type: 'Ready',
      status: 'False',
      reason,
      message,
      lastTransitionTime: new Date().toISOString(),
    },
  ],
  timeline: [],
});
