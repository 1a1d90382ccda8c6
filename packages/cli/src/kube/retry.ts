import { ApiException } from '@kubernetes/client-node';
import { setTimeout as sleep } from 'node:timers/promises';

/** Connections that were refused or broke: the API server is restarting. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** HTTP status of an error of the API server, if it is one. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof ApiException ? error.code : undefined;
}

function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) {
    return status === 403 || status === 429 || status >= 500;
  }
  return NETWORK_CODES.has((error as NodeJS.ErrnoException)?.code ?? '');
}

/** How long {@link retrying} keeps trying, in milliseconds. */
export const RETRY_FOR_MS = 60_000;

/**
 * How long a refusal may last. An API server that has just started refuses
 * everyone until it has read its roles.
 */
const REFUSED_FOR_MS = 15_000;

/**
 * Repeats a call while the API server can't be reached or answers that it is
 * busy, for at most `forMs`, and a refused one for a shorter time; then, and
 * for every other error, it throws. Only for calls that may be repeated.
 */
export async function retrying<T>(
  call: () => Promise<T>,
  options: { signal?: AbortSignal; forMs?: number } = {},
): Promise<T> {
  const forMs = options.forMs ?? RETRY_FOR_MS;
  const start = Date.now();
  for (let wait = 200; ; wait = Math.min(wait * 2, 3000)) {
    try {
      return await call();
    } catch (error) {
      if (
        !isTransient(error) ||
        options.signal?.aborted ||
        Date.now() + wait - start >
          (statusOf(error) === 403 ? Math.min(forMs, REFUSED_FOR_MS) : forMs)
      ) {
        throw error;
      }
    }
    await sleep(wait);
  }
}

/** The API server's own sentence, or the error's. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiException) {
    const body: unknown = error.body;
    try {
      const parsed = typeof body === 'string' ? JSON.parse(body) : body;
      if (typeof parsed?.message === 'string') {
        return `${parsed.message} (HTTP ${error.code})`;
      }
    } catch {
      // The body is no Status; the status line must do.
    }
    return `The API server answered HTTP ${error.code}`;
  }
  return error instanceof Error ? error.message : String(error);
}
