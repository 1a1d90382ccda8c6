import { KubeObject } from '../../kube/types';

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
    revisions?: string[];
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
  sources?: ApplicationSource[];
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

/**
 * Argo CD's projects of what the hub consists of: its own definitions, and what a
 * hub of containers has beside them.
 */
export const ARGOCD_HUB_PROJECTS = ['hub', 'services'];

const TRACKING_ID = 'argocd.argoproj.io/tracking-id';
const NEEDS = 'illm.lab/needs';
const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

interface Sources {
  source?: ApplicationSource;
  sources?: ApplicationSource[];
}

interface Revisions {
  revision?: string;
  revisions?: string[];
}

const all = ({ source, sources }: Sources): ApplicationSource[] =>
  source ? [source] : sources ?? [];

/**
 * Which of several sources tells who changed what: the first that is in Git, as
 * a chart comes with its values in a repository. 0 when there is none.
 */
export const sourceIndexOf = (of: Sources): number =>
  Math.max(
    all(of).findIndex(({ chart }) => !chart),
    0,
  );

/** The source of {@link sourceIndexOf}. */
export const sourceOf = (of: Sources): ApplicationSource | undefined =>
  all(of)[sourceIndexOf(of)];

/** What of that source is deployed: a commit, or a chart's version. */
export const revisionOf = (
  { revision, revisions }: Revisions,
  of: Sources,
): string | undefined =>
  revision || revisions?.[sourceIndexOf(of)] || undefined;

/** The Helm chart among the sources, with the version that is deployed. */
export function chartIn(
  { revision, revisions }: Revisions,
  of: Sources,
): { name: string; version: string } | undefined {
  const index = all(of).findIndex(({ chart }) => chart);
  const { chart, targetRevision } = all(of)[index] ?? {};
  return chart
    ? {
        name: chart,
        version: revisions?.[index] ?? revision ?? targetRevision ?? '',
      }
    : undefined;
}

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

/** Services that it needs, as its definition names them; undefined if it doesn't. */
export const needsOf = ({ metadata }: KubeObject): string[] | undefined =>
  metadata.annotations?.[NEEDS]?.split(',')
    .map(name => name.trim())
    .filter(Boolean);

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
