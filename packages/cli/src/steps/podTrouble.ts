import { V1Pod } from '@kubernetes/client-node';
import { Kube } from '../kube';

/**
 * What keeps a namespace's pods from starting, in the node's own words, for
 * example that an image is not in the table; empty when nothing does.
 */
export async function podTrouble(
  kube: Kube,
  namespace: string,
): Promise<string> {
  const pods = await kube.list<V1Pod>(
    { apiVersion: 'v1', kind: 'Pod', namespace },
    '',
  );
  const said = pods.flatMap(pod => {
    const waiting = [
      ...(pod.status?.initContainerStatuses ?? []),
      ...(pod.status?.containerStatuses ?? []),
    ].flatMap(({ state }) => state?.waiting?.message ?? []);
    const unscheduled = (pod.status?.conditions ?? [])
      .filter(
        ({ type, status }) => type === 'PodScheduled' && status === 'False',
      )
      .flatMap(({ message }) => message ?? []);
    return [...waiting, ...unscheduled].map(
      message => `Pod ${pod.metadata?.name}: ${message}`,
    );
  });
  return [...new Set(said)].join(' ');
}
