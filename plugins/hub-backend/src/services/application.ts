import { KubeObject } from '../kube/types';

/** Where an Application's definition is. */
export interface ApplicationSource {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
}

/** How Argo CD says that something fares. */
export interface ArgoHealth {
  status?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** One object that an Application consists of, as its status lists it. */
export interface ApplicationResource {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: string;
  health?: ArgoHealth;
  syncWave?: number;
  requiresPruning?: boolean;
  hook?: boolean;
}

/** What an operation did to one object. */
export interface SyncResultResource {
  group?: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: string;
  message?: string;
  hookPhase?: string;
}

/** What Argo CD was asked to do. */
export interface Operation {
  sync?: {
    revision?: string;
    prune?: boolean;
    dryRun?: boolean;
    source?: ApplicationSource;
  };
  info?: { name: string; value: string }[];
  initiatedBy?: { username?: string; automated?: boolean };
}

/** An operation that runs or has ended. */
export interface OperationState {
  phase: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  retryCount?: number;
  operation?: Operation;
  syncResult?: { revision?: string; resources?: SyncResultResource[] };
}

/** Something that was deployed. */
export interface HistoryEntry {
  id: number;
  revision?: string;
  revisions?: string[];
  deployedAt: string;
  source?: ApplicationSource;
  initiatedBy?: { username?: string; automated?: boolean };
}

/** An Argo CD Application, as far as the hub reads it. */
export interface Application extends KubeObject {
  spec: {
    project: string;
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    destination?: { server?: string; name?: string; namespace?: string };
    info?: { name: string; value: string }[];
    syncPolicy?: {
      automated?: { prune?: boolean; selfHeal?: boolean; enabled?: boolean };
    };
  };
  /** Asked for and not begun yet. */
  operation?: Operation;
  status?: {
    health?: ArgoHealth;
    sync?: { status?: string; revision?: string; revisions?: string[] };
    conditions?: {
      type: string;
      message: string;
      lastTransitionTime?: string;
    }[];
    resources?: ApplicationResource[];
    history?: HistoryEntry[];
    operationState?: OperationState;
    summary?: { externalURLs?: string[]; images?: string[] };
    sourceType?: string;
  };
}

/** Argo CD's project of what the hub itself consists of. */
export const ARGOCD_PROJECT_HUB = 'hub';

const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** The source that counts; of several the first. */
export const sourceOf = ({
  spec,
}: Application): ApplicationSource | undefined =>
  spec.source ?? spec.sources?.[0];

/** What is deployed: a commit, or a chart's version. */
export const revisionOf = ({ status }: Application): string | undefined =>
  status?.sync?.revision || status?.sync?.revisions?.[0] || undefined;

/** Name of the Application that this one is part of, by Argo CD's own mark. */
export function parentOf({ metadata }: Application): string | undefined {
  const id = metadata.annotations?.[TRACKING_ID];
  // <application>:<group>/<kind>:<namespace>/<name>
  const [parent, kind, name] = id?.split(':') ?? [];
  // A copy of another Application carries the mark of the original.
  return kind === 'argoproj.io/Application' &&
    name === `${metadata.namespace}/${metadata.name}`
    ? parent
    : undefined;
}

/** The wave in which its parent brings it up; 0 unless it says otherwise. */
export function waveOf({ metadata }: KubeObject): number {
  const wave = Number.parseInt(metadata.annotations?.[SYNC_WAVE] ?? '0', 10);
  return Number.isFinite(wave) ? wave : 0;
}

/** Whether Argo CD syncs by itself. */
export function isAutomated({ spec }: Application): boolean {
  const automated = spec.syncPolicy?.automated;
  return automated !== undefined && automated.enabled !== false;
}

/** Whether an object of a parent's list is an Application. */
export const isApplication = ({ group, kind }: ApplicationResource) =>
  group === 'argoproj.io' && kind === 'Application';

/** `Deployment web`, with its namespace where several may be meant. */
export const nameOf = ({ kind, name }: { kind: string; name: string }) =>
  `${kind} ${name}`;
