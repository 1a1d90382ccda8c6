import {
  HubClient,
  Result,
  Run,
  Stage,
  hasEnded,
} from '@illm-lab/plugin-hub-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { statusOf } from './hub';

const INTERVAL_MS = 1000;
/** A portal that restarts is back within this; then the run is followed on. */
const PATIENCE_MS = 120_000;
/** The result is written before the run ends; the portal reads it right after. */
const RESULT_WITHIN_MS = 15_000;

/** Follows a run to its end, telling how far its stages are. */
export async function followRun(
  client: HubClient,
  id: string,
  progress: { update(stages: Stage[]): void },
): Promise<Run> {
  let lastAnswer = Date.now();
  let finishedAt: number | undefined;
  for (;;) {
    try {
      const run = await client.getRun({ id });
      lastAnswer = Date.now();
      progress.update(run.stages ?? []);
      if (hasEnded(run)) {
        finishedAt ??= Date.now();
        if (run.verdict || Date.now() > finishedAt + RESULT_WITHIN_MS) {
          return run;
        }
      }
    } catch (error) {
      const status = statusOf(error);
      const passing = status === undefined || status >= 500;
      if (!passing || Date.now() > lastAnswer + PATIENCE_MS) {
        throw error;
      }
    }
    await sleep(INTERVAL_MS);
  }
}

/** A run's result, or `null` while there is none. */
export async function resultOf(
  client: HubClient,
  id: string,
): Promise<Result | null> {
  try {
    return await client.getResult({ id });
  } catch (error) {
    if (statusOf(error) === 404) {
      return null;
    }
    throw error;
  }
}
