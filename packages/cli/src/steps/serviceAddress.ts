import { V1Service } from '@kubernetes/client-node';
import { writeFile } from 'node:fs/promises';
import { readRemote, remoteText } from './remote';
import { StepTools } from './step';
import { waitUntil } from './wait';

const TIMEOUT_MS = 60_000;

/**
 * Finds the address of a Service of type LoadBalancer on another cluster of the
 * run, prints it and writes it to `LAB_OUTPUT`.
 *
 * Environment: `LAB_CLUSTER_KUBECONFIG`, `LAB_NAMESPACE`, `LAB_SERVICE`,
 * `LAB_OUTPUT` (a file).
 */
export async function serviceAddress(
  env: NodeJS.ProcessEnv,
  {
    signal,
    progress,
    output,
  }: Pick<StepTools, 'signal' | 'progress' | 'output'>,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const { kube, namespace } = await readRemote(env);
  const name = remoteText(env, 'LAB_SERVICE');
  let address = '';
  await waitUntil({
    what: `Service ${name} to have an address`,
    timeoutMs,
    signal,
    check: async () => {
      const service = await kube.get<V1Service>({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace },
      });
      const [ingress] = service?.status?.loadBalancer?.ingress ?? [];
      address = ingress?.ip ?? ingress?.hostname ?? '';
      if (address) {
        return true;
      }
      return service
        ? `It is of type ${service.spec?.type} and has none yet.`
        : `There is no such Service in namespace ${namespace}.`;
    },
  });
  progress(`Service ${name} is at ${address}`);
  output(address);
  if (env.LAB_OUTPUT) {
    await writeFile(env.LAB_OUTPUT, address);
  }
}
