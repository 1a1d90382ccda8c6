import {
  LABEL_RUN,
  NAMESPACE_ARGOCD,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { V1Namespace } from '@kubernetes/client-node';
import { Application, applicationRef, namespaceRef } from '../kube';
import { StepInput } from './input';
import { StepTools } from './step';
import { waitUntil } from './wait';

/** Time for the Applications to go, and again for the namespace. */
export const CLEAN_UP_TIMEOUT_MS = 120_000;

/**
 * Removes what a run made: its Applications with all they deployed, then its
 * namespace. Returns when both are gone; what is gone already is no error.
 */
export async function cleanUp(
  input: Pick<StepInput, 'run'>,
  { kube, signal, progress }: StepTools,
  timeoutMs = CLEAN_UP_TIMEOUT_MS,
): Promise<void> {
  const applications = () =>
    kube.list<Application>(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: NAMESPACE_ARGOCD,
      },
      `${LABEL_RUN}=${input.run}`,
    );
  for (const { metadata } of await applications()) {
    await kube.remove(applicationRef(NAMESPACE_ARGOCD, metadata?.name ?? ''));
  }
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
  const namespace = namespaceRef(runNamespace(input.run));
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
