import { ClaimCondition } from '@illm-lab/plugin-hub-common';
import { Condition } from './objects';

/** What Crossplane's and providers' reasons mean where they say no more. */
const REASONS: Record<string, string> = {
  Available: 'It is there and answers.',
  Creating: 'It is being created.',
  Deleting: 'It is being deleted.',
  Unavailable: 'It is there and does not answer.',
  ReconcileSuccess: 'What was asked for is passed on.',
  ReconcileError: 'What was asked for can’t be passed on.',
  ReconcilePaused: 'It is paused.',
  WatchCircuitClosed: 'Its changes are followed.',
  WatchCircuitOpen: 'It changes so often that its changes are followed slowly.',
};

/** A sentence ends somehow. */
export const sentence = (text: string) =>
  /[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;

/** `1 resource`, `2 resources`. */
export const plural = (count: number, one: string) =>
  `${count} ${count === 1 ? one : `${one}s`}`;

/** What a condition says, in words. */
export function wordsOf({ type, status, reason = '', message }: Condition) {
  if (message) return sentence(message);
  return (
    REASONS[reason] ??
    sentence(`${type} is ${status}${reason && `: ${reason}`}`)
  );
}

/** A condition as the API has it. */
export const toCondition = (condition: Condition): ClaimCondition => ({
  type: condition.type,
  status: condition.status,
  reason: condition.reason ?? '',
  message: wordsOf(condition),
  since: condition.lastTransitionTime ?? null,
});
