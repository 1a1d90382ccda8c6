import {
  LABEL_RUN,
  NAMESPACE_ARGOCD,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { V1Namespace } from '@kubernetes/client-node';
import {
  Application,
  applicationRef,
  clusterRef,
  namespaceRef,
  projectRef,
} from '../kube';
import { StepInput } from './input';
import { runClusters } from './runClusters';
import { StepTools } from './step';
import { waitUntil } from './wait';

/** Time for the Applications to go, and again for the namespace. */
export const CLEAN_UP_TIMEOUT_MS = 120_000;

/** Time for a cloud's clusters to go; those of this computer take seconds. */
export const CLUSTERS_TIMEOUT_MS = 900_000;

/** On an Application whose chart has hooks to run once it is deleted. */
const POST_DELETE = 'post-delete-finalizer.argocd.argoproj.io';

const hasPostDeleteHooks = ({ metadata }: Application) =>
  metadata?.finalizers?.some(one => one.startsWith(POST_DELETE)) ?? false;

/**
 * Removes what a run made: its clusters, or its Applications with all they
 * deployed, and its namespace. Returns when all is gone; what is gone already is no error.
 */
export async function cleanUp(
  input: Pick<StepInput, 'run'>,
  tools: StepTools,
  timeoutMs = CLEAN_UP_TIMEOUT_MS,
): Promise<void> {
  const { kube, signal, progress } = tools;
  await removeClusters(input.run, tools);
  const applications = () =>
    kube.list<Application>(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: NAMESPACE_ARGOCD,
      },
      `${LABEL_RUN}=${input.run}`,
    );
  const all = await applications();
  for (const { metadata } of all) {
    await kube.remove(applicationRef(NAMESPACE_ARGOCD, metadata?.name ?? ''));
  }
  const namespace = namespaceRef(runNamespace(input.run));
  // Its controller waits 5 s before it begins (namespaceDeletionGracePeriod), in
  // which Argo CD is done. Hooks that come then could not be made in it.
  if (!all.some(hasPostDeleteHooks)) await kube.remove(namespace);
  await waitUntil({
    what: `the Applications of run ${input.run} to be removed`,
    timeoutMs,
    signal,
    check: async () => {
      const left = (await applications()).map(({ metadata }) => metadata?.name);
      return (
        left.length === 0 ||
        `Argo CD still holds ${left.join(
          ', ',
        )}; see kubectl -n ${NAMESPACE_ARGOCD} describe application.`
      );
    },
  });
  // Argo CD removes nothing for an Application without a project.
  await kube.remove(projectRef(input.run));
  await kube.remove(namespace);
  await waitUntil({
    what: `namespace ${namespace.metadata.name} to be removed`,
    timeoutMs,
    signal,
    check: async () => {
      const left = await kube.get<V1Namespace>(namespace);
      const remaining = (left?.status?.conditions ?? [])
        .filter(({ status }) => status === 'True')
        .map(({ message }) => message);
      return left === undefined || `It still has: ${remaining.join(' ')}`;
    },
  });
  progress(`Nothing of run ${input.run} is left`);
}

/** A cluster goes with all that is on it, so nothing there is removed first. */
async function removeClusters(
  run: string,
  { kube, signal, progress }: StepTools,
): Promise<void> {
  const clusters = await runClusters(kube, run);
  await Promise.all(
    clusters.map(({ metadata }) =>
      kube.remove(clusterRef(runNamespace(run), metadata?.name ?? '')),
    ),
  );
  await waitUntil({
    what: `the clusters of run ${run} to be removed`,
    timeoutMs: CLUSTERS_TIMEOUT_MS,
    signal,
    check: async () => {
      const left = await runClusters(kube, run);
      return (
        left.length === 0 ||
        `Still there: ${left
          .map(
            ({ metadata, spec, status }) =>
              `${metadata?.name} (provider ${spec.provider}${
                status?.message ? `: ${status.message}` : ''
              })`,
          )
          .join(', ')}.`
      );
    },
  });
  if (clusters.length > 0) {
    progress(`${clusters.length} clusters are removed`);
  }
}
