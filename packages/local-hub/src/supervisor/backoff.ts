/** How soon a component that ended is started again. */
export interface BackoffOptions {
  initialMs: number;
  maxMs: number;
  /** A component that ran this long starts from `initialMs` again. */
  stableMs: number;
}

export const defaultBackoff: BackoffOptions = {
  initialMs: 200,
  maxMs: 30_000,
  stableMs: 60_000,
};

/** Doubles the delay with each failure, until one run was long enough. */
export class Backoff {
  private failures = 0;

  constructor(private readonly options: BackoffOptions = defaultBackoff) {}

  /** The delay before the next start, given how long the last run lasted. */
  next(ranMs: number): number {
    if (ranMs >= this.options.stableMs) this.failures = 0;
    const delay = this.options.initialMs * 2 ** Math.min(this.failures, 20);
    this.failures += 1;
    return Math.min(delay, this.options.maxMs);
  }
}
