import { z } from 'zod';
import { HttpStatusError } from '../kube/httpRequest';
import { KubeConnection } from '../kube/KubeConnection';
import { amount } from './amount';

/** What a node uses: cores and bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

/** Name of the API that says it, as it is shown. */
export const METRICS_API = 'metrics.k8s.io';

const schema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      usage: z.object({ cpu: z.string(), memory: z.string() }),
    }),
  ),
});

/**
 * What each node uses, as a metrics server says it; undefined when the cluster
 * has none (404) or it does not work (503).
 */
export async function readUsage(
  connection: KubeConnection,
  signal: AbortSignal,
): Promise<Map<string, Usage> | undefined> {
  let answer: unknown;
  try {
    answer = await connection.get(
      `/apis/${METRICS_API}/v1beta1/nodes`,
      {},
      signal,
    );
  } catch (error) {
    if (error instanceof HttpStatusError) return undefined;
    throw error;
  }
  const parsed = schema.safeParse(answer);
  if (!parsed.success) return undefined;
  return new Map(
    parsed.data.items.flatMap(({ metadata, usage }) => {
      const cpu = amount(usage.cpu);
      const memory = amount(usage.memory);
      return cpu === null || memory === null
        ? []
        : [[metadata.name, { cpu, memory }] as const];
    }),
  );
}
