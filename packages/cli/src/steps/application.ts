import {
  ClusterRole,
  ExperimentSource,
  LABEL_CLUSTER_ROLE,
  NAMESPACE_ARGOCD,
  applicationName,
  experimentPaths,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { Application, ApplicationSource, ApplicationSync } from '../kube';
import { StepInput } from './input';
import { runLabels } from './names';

/** What Argo CD calls the cluster that it runs in. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';

/**
 * The Application of one cluster of a run: of the experiment's own manifests,
 * pinned to the run's commit, or of what is deployed from elsewhere.
 *
 * @param options - `server`: the API server to deploy to, Argo CD's own unless
 *   told; `source`: where else the manifests are from; `project`: Argo CD's, the
 *   run's own unless told
 */
export function runApplication(
  input: StepInput,
  role: ClusterRole,
  options: {
    server?: string;
    source?: ExperimentSource;
    project?: string;
  } = {},
) {
  const { server = IN_CLUSTER, source, project = input.run } = options;
  const labels = { ...runLabels(input), [LABEL_CLUSTER_ROLE]: role };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: applicationName(input.run, role),
      namespace: NAMESPACE_ARGOCD,
      labels,
      // Removing the Application removes what it made.
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project,
      // Labels can't be put on what Argo CD has to find out the kind of; the run's
      // namespace has them, and that is enough for its costs.
      source: source ?? {
        repoURL: input.repository,
        targetRevision: input.commit,
        path: experimentPaths(input.experiment).argocd(role),
        kustomize: {
          // What names another namespace is meant for this one.
          namespace: runNamespace(input.run),
          commonLabels: labels,
          labelWithoutSelector: true,
          labelIncludeTemplates: true,
          // Without it kustomize 5.7 refuses more than one label.
          forceCommonLabels: true,
        },
      },
      destination: {
        server,
        namespace: runNamespace(input.run),
      },
      syncPolicy: {
        automated: { selfHeal: true },
        retry: { limit: 3, backoff: { duration: '1s', factor: 2 } },
      },
    },
  };
}

/**
 * How an Application fares, for whoever waits for it. `broken` may pass (the
 * repository is not to be reached just now) or not (the manifests are wrong).
 */
export type ApplicationState =
  | { state: 'ready' }
  | { state: 'waiting' | 'broken' | 'failed'; message: string };

/** Judges an Application by its status; the message is Argo CD's own. */
export function applicationState(
  application: Application | undefined,
): ApplicationState {
  const { status, spec } = application ?? {};
  if (!status?.sync) {
    return { state: 'waiting', message: 'Argo CD has not looked at it yet.' };
  }
  const errors = (status.conditions ?? [])
    .filter(({ type }) => type.endsWith('Error'))
    .map(({ message }) => message);
  const operation = status.operationState;
  if (operation?.phase === 'Failed' || operation?.phase === 'Error') {
    const said = operation.message ?? '';
    return {
      state: 'failed',
      // Argo CD reports the failed sync as an error of the Application, too.
      message: [said, ...errors.filter(error => !said || !error.includes(said))]
        .filter(Boolean)
        .join(' '),
    };
  }
  if (errors.length > 0) {
    return { state: 'broken', message: errors.join(' ') };
  }
  const synced =
    status.sync.status === 'Synced' &&
    isComparedWith(status.sync, spec?.source);
  if (synced && status.health?.status === 'Healthy') {
    return { state: 'ready' };
  }
  const parts = (status.resources ?? [])
    .filter(({ health }) => health && health.status !== 'Healthy')
    .map(
      ({ kind, name, health }) =>
        `${kind} ${name} is ${health?.status}${
          health?.message ? `: ${health.message}` : ''
        }`,
    );
  return {
    state: 'waiting',
    message: [
      `It is ${status.sync.status || 'not compared yet'} and ${
        status.health?.status || 'of unknown health'
      }.`,
      ...parts,
    ].join(' '),
  };
}

/**
 * Whether an Application was compared with what it is to be now: the run's commit,
 * or the source elsewhere, whose branch or tag is a commit of its own.
 */
function isComparedWith(
  { revision, comparedTo }: ApplicationSync,
  source: ApplicationSource | undefined,
): boolean {
  if (!revision || !source) return false;
  return (
    revision === source.targetRevision ||
    (comparedTo?.source?.repoURL === source.repoURL &&
      comparedTo?.source?.targetRevision === source.targetRevision)
  );
}
