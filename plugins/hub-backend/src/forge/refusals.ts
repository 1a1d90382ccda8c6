const TOO_MANY = [403, 429];
const SECOND_MS = 1_000;
/** How long to wait where the forge does not say, in ms; GitHub's own advice. */
const MINUTE_MS = 60_000;

/** The forge would not take what was written. */
export class ForgeRefusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'ForgeRefusal';
  }
}

/**
 * When GitHub may be asked again, in ms since 1970, if it said that it was asked
 * too much: docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function busyUntil(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  now: number,
): number | undefined {
  if (!TOO_MANY.includes(status)) return undefined;
  const after = headers.get('retry-after');
  if (after) return now + Number(after) * SECOND_MS || now + MINUTE_MS;
  if (headers.get('x-ratelimit-remaining') === '0') {
    const reset = Number(headers.get('x-ratelimit-reset')) * SECOND_MS;
    return Math.max(reset || 0, now + SECOND_MS);
  }
  return status === 429 ? now + MINUTE_MS : undefined;
}

/** fetch says only that it failed; why is in the cause. */
export function causeOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message ? cause.message : message;
}
