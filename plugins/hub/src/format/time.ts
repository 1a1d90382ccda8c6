const RELATIVE = new Intl.RelativeTimeFormat('en', {
  numeric: 'auto',
  style: 'short',
});
const STEPS: Array<[Intl.RelativeTimeFormatUnit, number]> = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago a time was, in words: `3 min. ago`, `yesterday`. */
export function relativeTime(iso: string, now: number): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) {
      return RELATIVE.format(Math.trunc(seconds / size), unit);
    }
  }
  return 'just now';
}

/** A time in full, in the reader's own zone. */
export function absoluteTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}

/** A duration as `0.4s`, `48s`, `1m 12s` or `2h 5m`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${(Math.max(ms, 0) / 1_000).toFixed(1)}s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  return `${Math.floor(seconds / 3_600)}h ${Math.floor(
    (seconds % 3_600) / 60,
  )}m`;
}

/**
 * How long something took, or takes so far.
 *
 * @returns nothing when it has not begun
 */
export function span(
  times: { startedAt?: string | null; finishedAt?: string | null },
  now: number,
): string | undefined {
  if (!times.startedAt) return undefined;
  const end = times.finishedAt ? Date.parse(times.finishedAt) : now;
  return duration(end - Date.parse(times.startedAt));
}

/** A time of today as `12:03`; with its date when it was another day. */
export function clockTime(iso: string, now = new Date()): string {
  const time = new Date(iso);
  return time.toLocaleString(undefined, {
    timeStyle: 'short',
    ...(time.toDateString() !== now.toDateString() && { dateStyle: 'medium' }),
  });
}
