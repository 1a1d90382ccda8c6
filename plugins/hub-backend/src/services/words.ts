import {
  ServiceBlocker,
  ServiceDifference,
  ServiceHealth,
  ServiceState,
} from '@illm-lab/plugin-hub-common';
import { Application, nameOf, revisionOf } from './argocd/application';
import { TreeNode } from './argocd/argocdAnswers';
import { keyOf } from './diff/differences';
import { countPods, infoOf } from './resources/facts';

const STATUSES = [
  'Healthy',
  'Progressing',
  'Degraded',
  'Suspended',
  'Missing',
  'Unknown',
] as const;

/** A pod in one of these is no cause of anything. */
const QUIET_PODS = ['Running', 'Completed', 'Succeeded', 'Terminating'];
/** Reasons of pods in one sentence; more of them rarely say more. */
const MAX_REASONS = 2;
/** Objects named in one sentence. */
const MAX_NAMES = 3;
const SHORT = 7;

/** Argo CD's word for how something fares; Unknown for one that is none. */
export function healthStatus(given: string | undefined | null) {
  return STATUSES.find(status => status === given) ?? 'Unknown';
}

/** How a service fares, and what in it makes it so. */
export function healthOf(
  application: Application,
  nodes: TreeNode[],
): ServiceHealth {
  const health = application.status?.health;
  const status = application.status
    ? healthStatus(health?.status)
    : 'Progressing';
  return {
    status,
    reason: healthReason(application, status, nodes),
    ...(health?.lastTransitionTime && { since: health.lastTransitionTime }),
  };
}

function healthReason(
  application: Application,
  status: ServiceHealth['status'],
  nodes: TreeNode[],
): string {
  if (!application.status) {
    return 'Argo CD has not looked at it yet.';
  }
  if (status === 'Healthy') {
    const pods = countPods(nodes);
    return pods
      ? `${pods.ready} of ${pods.total} pods ready.`
      : 'All of its objects are well.';
  }
  if (status === 'Missing') {
    return missingReason(application, nodes);
  }
  const culprits = nodes.filter(
    ({ kind, health }) =>
      kind !== 'Pod' && kind !== 'ReplicaSet' && health?.status === status,
  );
  // Those that say why come first.
  const [culprit] = [
    ...culprits.filter(({ health }) => health?.message),
    ...culprits,
  ];
  const parts = [
    application.status.health?.message,
    culprit && wordsOf(culprit),
    ...podReasons(nodes),
    conditionsOf(application),
  ];
  const said = parts.filter((part): part is string => Boolean(part));
  return said.length > 0
    ? said.map(asSentence).join(' ')
    : `Argo CD calls it ${status} and gives no reason.`;
}

/** Names what Git defines and the hub lacks. */
function missingReason(application: Application, nodes: TreeNode[]): string {
  const there = new Set(
    nodes.filter(({ health }) => health?.status !== 'Missing').map(keyOf),
  );
  const missing = (application.status?.resources ?? []).filter(
    one => one.status !== 'Synced' && !one.hook && !there.has(keyOf(one)),
  );
  const names = missing.slice(0, MAX_NAMES).map(nameOf);
  const more = missing.length - names.length;
  const all = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return missing.length > 0
    ? `In Git and not on the hub: ${all}.`
    : 'None of its objects are on the hub.';
}

/** What keeps pods from running, each reason once. */
function podReasons(nodes: TreeNode[]): string[] {
  const pods = new Map<string, TreeNode[]>();
  for (const pod of nodes.filter(one => one.kind === 'Pod' && !one.group)) {
    const reason = infoOf(pod, 'Status Reason');
    if (reason && !QUIET_PODS.includes(reason)) {
      const said = pod.health?.message || reason;
      pods.set(said, [...(pods.get(said) ?? []), pod]);
    }
  }
  return [...pods]
    .slice(0, MAX_REASONS)
    .map(([reason, [first, ...more]]) =>
      more.length > 0
        ? `${more.length + 1} pods: ${reason}`
        : `${nameOf(first)}: ${reason}`,
    );
}

/** What an object says of itself, or at least how it is called. */
function wordsOf({ kind, name, health }: TreeNode): string {
  return underName({ kind, name }, health?.message || `${health?.status}`);
}

/** A message under the name of its object, unless it gives that itself. */
function underName(object: { kind: string; name: string }, message: string) {
  return message.includes(`"${object.name}"`)
    ? message
    : `${nameOf(object)}: ${message}`;
}

/** What Argo CD complains of, such as a folder that is not in the repository. */
export function conditionsOf({ status }: Application): string | undefined {
  const errors = (status?.conditions ?? []).filter(({ type }) =>
    type.endsWith('Error'),
  );
  return errors.length > 0
    ? errors.map(({ message }) => message).join(' ')
    : undefined;
}

/** Whether a service is what Git says, and if not, what differs. */
export function syncReason(
  application: Application,
  differences: ServiceDifference[],
): string {
  const status = application.status?.sync?.status;
  const revision = revisionOf(application.status?.sync ?? {}, application.spec);
  if (status === 'Synced') {
    return revision
      ? `It is what ${short(revision)} says.`
      : 'It is what Git says.';
  }
  if (status !== 'OutOfSync') {
    return asSentence(conditionsOf(application) ?? 'Not compared with Git yet');
  }
  const [first, ...rest] = differences;
  if (first) {
    const more = rest.length > 0 ? ` And ${rest.length} more.` : '';
    return `${first.sentence}${more}`;
  }
  const names = (application.status?.resources ?? [])
    .filter(one => one.status === 'OutOfSync')
    .map(nameOf);
  return names.length > 0
    ? `Not what Git says: ${names.join(', ')}.`
    : 'Not what Git says.';
}

/** The one word for a service, and the sentence that its visitor came for. */
export function headline(
  application: Application,
  health: ServiceHealth,
  sync: { status: string; reason: string },
  blockedBy: ServiceBlocker[],
): { state: ServiceState; sentence: string } {
  const operation = application.status?.operationState;
  const dryRun = operation?.operation?.sync?.dryRun;
  const [blocker] = blockedBy;
  if (blocker) {
    return {
      state: 'blocked',
      sentence: `Waits for wave ${blocker.wave}: ${blocker.name}. ${blocker.reason}`,
    };
  }
  if (!dryRun && sync.status !== 'Synced' && hasFailed(application)) {
    const again =
      operation?.phase === 'Running' ? ' Argo CD is trying again.' : '';
    return {
      state: 'failed',
      sentence: `The last sync failed: ${asSentence(
        failureOf(application),
      )}${again}`,
    };
  }
  if (health.status === 'Degraded') {
    return { state: 'degraded', sentence: health.reason };
  }
  if (health.status === 'Missing') {
    return { state: 'missing', sentence: health.reason };
  }
  if (conditionsOf(application) || sync.status === 'Unknown') {
    return {
      state: application.status ? 'unknown' : 'progressing',
      sentence: sync.reason,
    };
  }
  if (operation?.phase === 'Running' && !dryRun) {
    return {
      state: 'progressing',
      sentence: `Being synced: ${asSentence(
        operation.message ?? 'it has just begun',
      )}`,
    };
  }
  if (health.status === 'Progressing') {
    return { state: 'progressing', sentence: health.reason };
  }
  if (sync.status === 'OutOfSync') {
    return { state: 'outOfSync', sentence: sync.reason };
  }
  if (health.status === 'Suspended') {
    return { state: 'suspended', sentence: health.reason };
  }
  return health.status === 'Healthy'
    ? { state: 'healthy', sentence: `${health.reason} ${sync.reason}` }
    : { state: 'unknown', sentence: health.reason };
}

/** Whether the last operation failed, or fails and is tried again. */
function hasFailed({ status }: Application): boolean {
  const state = status?.operationState;
  return (
    ['Failed', 'Error'].includes(state?.phase ?? '') ||
    (state?.syncResult?.resources ?? []).some(
      one => one.status === 'SyncFailed',
    )
  );
}

/** Why the last operation failed: the objects' own words before Argo CD's. */
function failureOf({ status }: Application): string {
  const state = status?.operationState;
  const objects = state?.syncResult?.resources ?? [];
  const refused = objects.find(one => one.status === 'SyncFailed');
  if (refused?.message) {
    return underName(refused, refused.message);
  }
  // Its message only tells that it was applied.
  const sick = objects.find(one => one.hookPhase === 'Failed');
  return sick
    ? `${nameOf(sick)} did not get healthy`
    : state?.message ?? 'Argo CD gives no reason';
}

/** A commit as people write it; a chart's version as it is. */
export function short(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, SHORT) : revision;
}

/** Ends a text with a full stop, if it has none. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
