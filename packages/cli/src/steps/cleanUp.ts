import {
  LABEL_RUN,
  NAMESPACE_ARGOCD,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { V1Namespace, V1Pod } from '@kubernetes/client-node';
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

/**
 * Removes what a run made: its clusters, or its Applications with all they
 * deployed, and its namespace. Returns when all is gone; what is gone already is no error.
 */
export async function cleanUp(
  input: Pick<StepInput, 'run'>,
  tools: StepTools,
  timeoutMs = CLEAN_UP_TIMEOUT_MS,
): Promise<void> {
  await removeClusters(input.run, tools);
  let empty = false;
  await Promise.all([
    removeApplications(input.run, tools, timeoutMs).then(() => {
      empty = true;
    }),
    removeNamespace(input.run, tools, timeoutMs, () => empty),
  ]);
  tools.progress(`Nothing of run ${input.run} is left`);
}

async function removeApplications(
  run: string,
  { kube, signal }: StepTools,
  timeoutMs: number,
): Promise<void> {
  const applications = () =>
    kube.list<Application>(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: NAMESPACE_ARGOCD,
      },
      `${LABEL_RUN}=${run}`,
    );
  for (const { metadata } of await applications()) {
    await kube.remove(applicationRef(NAMESPACE_ARGOCD, metadata?.name ?? ''));
  }
  await waitUntil({
    what: `the Applications of run ${run} to be removed`,
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
  await kube.remove(projectRef(run));
}

/**
 * The namespace goes as soon as none of its pods works, while Argo CD still looks
 * whether all is gone. Not before: for pods that end, its controller waits half
 * of their grace period before it looks again.
 *
 * @param empty - whether the Applications are gone; pods that work are nobody's then
 */
async function removeNamespace(
  run: string,
  { kube, signal }: StepTools,
  timeoutMs: number,
  empty: () => boolean,
): Promise<void> {
  const namespace = namespaceRef(runNamespace(run));
  const { name } = namespace.metadata;
  await waitUntil({
    what: `the pods of namespace ${name} to end`,
    timeoutMs,
    signal,
    check: async () => {
      const pods = await kube.list<V1Pod>(
        { apiVersion: 'v1', kind: 'Pod', namespace: name },
        '',
      );
      const works = pods.filter(
        ({ status }) => !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
      );
      return (
        works.length === 0 ||
        empty() ||
        `Still there: ${works.map(({ metadata }) => metadata?.name).join(', ')}.`
      );
    },
  });
  await kube.remove(namespace);
  await waitUntil({
    what: `namespace ${name} to be removed`,
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
