import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from './error';

/** What {@link waitUntil} waits for. */
export interface Wait {
  /** What is waited for, to end "Waited 120 s for …". */
  what: string;
  timeoutMs: number;
  intervalMs?: number;
  signal: AbortSignal;
  /** Done when this gives `true`; a text says what is still missing. */
  check: () => Promise<true | string>;
}

/** Asks again and again until it is so. Throws a StepError that names it. */
export async function waitUntil(wait: Wait): Promise<void> {
  const deadline = Date.now() + wait.timeoutMs;
  for (;;) {
    const state = await wait.check();
    if (state === true) {
      return;
    }
    if (wait.signal.aborted) {
      throw new StepError(`Told to stop while waiting for ${wait.what}.`);
    }
    if (Date.now() >= deadline) {
      const seconds = Math.round(wait.timeoutMs / 1000);
      throw new StepError(`Waited ${seconds} s for ${wait.what}. ${state}`);
    }
    await sleep(wait.intervalMs ?? 500, undefined, {
      signal: wait.signal,
    }).catch(() => undefined);
  }
}
