import { setTimeout as sleep } from 'node:timers/promises';
import { Unwell } from './probe';
import { Probe } from './types';

/** How often a component is asked whether it is ready. */
export interface ProbeTimings {
  /** Until it is ready. */
  startingMs: number;
  /** While it is ready. */
  readyMs: number;
  /** How long one question may take. */
  timeoutMs: number;
  /** What was ready and gives no answer for so long hangs. */
  hungMs: number;
}

export const defaultProbeTimings: ProbeTimings = {
  startingMs: 150,
  readyMs: 5_000,
  timeoutMs: 4_000,
  // Longer than a busy machine keeps anything waiting.
  hungMs: 60_000,
};

/** One slow answer on a busy machine is no outage. */
const FAILURES_UNTIL_UNREADY = 3;

/**
 * Asks a probe for as long as the signal lets it, and tells each change.
 *
 * @param onChange - ready or not, and why not
 * @param onHung - it was ready once and answers no more; told once, with the reason
 */
export async function watchReadiness(
  probe: Probe,
  timings: ProbeTimings,
  signal: AbortSignal,
  onChange: (ready: boolean, reason: string) => void,
  onHung: (reason: string) => void = () => {},
): Promise<void> {
  let ready = false;
  let failures = 0;
  let reason: string | undefined;
  let wasReady = false;
  /** Since when there has been no answer at all. */
  let silentSince: number | undefined;
  while (!signal.aborted) {
    let failure: string | undefined;
    let answered = true;
    const askedAt = Date.now();
    try {
      await probe(
        AbortSignal.any([signal, AbortSignal.timeout(timings.timeoutMs)]),
      );
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      answered = error instanceof Unwell;
    }
    if (signal.aborted) return;
    silentSince = answered ? undefined : silentSince ?? askedAt;
    if (failure === undefined) {
      failures = 0;
      if (!ready) onChange(true, '');
      ready = true;
      wasReady = true;
      reason = undefined;
    } else {
      failures += 1;
      if (ready && failures >= FAILURES_UNTIL_UNREADY) ready = false;
      if (!ready && failure !== reason) onChange(false, failure);
      if (!ready) reason = failure;
    }
    if (
      wasReady &&
      silentSince !== undefined &&
      Date.now() - silentSince >= timings.hungMs
    ) {
      onHung(failure ?? '');
      return;
    }
    const wait = ready && failures === 0 ? timings.readyMs : timings.startingMs;
    await sleep(wait, undefined, { signal }).catch(() => {});
  }
}
