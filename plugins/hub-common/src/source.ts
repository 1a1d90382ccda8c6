import type { SourceStatus } from './api/types';

/**
 * Where a source stands: it answers, it did once and is lost, or it has not been
 * there yet, which is nobody's fault while a hub is being built.
 */
export function sourceState({
  connected,
  lastGoodAt,
}: SourceStatus): 'connected' | 'lost' | 'awaited' {
  if (connected) return 'connected';
  return lastGoodAt ? 'lost' : 'awaited';
}

/** Network libraries' own words for “nothing listens there”. */
const NOBODY_THERE =
  /ECONNREFUSED|ECONNRESET|ENOENT|fetch failed|socket hang up|not (asked|connected) yet/i;

/**
 * Why there are no figures of a source, in a sentence: `OpenCost has not answered
 * yet.`, `OpenCost is not reachable: it did not answer within 5 s.`
 */
export function sourceSentence(source: SourceStatus): string {
  const { name, reason } = source;
  const detail =
    reason && !NOBODY_THERE.test(reason)
      ? `: ${reason.replace(/[.\s]+$/, '')}`
      : '';
  return sourceState(source) === 'awaited'
    ? `${name} has not answered yet${detail}.`
    : `${name} is not reachable${detail}.`;
}
