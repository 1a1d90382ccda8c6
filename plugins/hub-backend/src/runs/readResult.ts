import { Result, RESULT_KEY } from '@illm-lab/plugin-hub-common';
import { z } from 'zod';
import { ConfigMap } from '../kube/types';

// Looser than what makeResult writes: an older result must stay readable.
const schema = z.looseObject({
  verdict: z.enum(['passed', 'failed', 'error']),
  message: z.string(),
  thresholds: z.array(z.looseObject({})),
  metrics: z.array(z.looseObject({})),
  summaries: z.record(z.string(), z.unknown()),
  collectedAt: z.string(),
});

/** The result in a ConfigMap, or undefined when there is none that is one. */
export function readResult({ data }: ConfigMap): Result | undefined {
  try {
    const json: unknown = JSON.parse(data?.[RESULT_KEY] ?? '');
    return schema.safeParse(json).success ? (json as Result) : undefined;
  } catch {
    return undefined;
  }
}
