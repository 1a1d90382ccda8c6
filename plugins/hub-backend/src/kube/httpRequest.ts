import http, { IncomingMessage } from 'node:http';
import https, { RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';

/** An answer that was not 2xx, with what the server said. */
export class HttpStatusError extends Error {
  constructor(readonly status: number, readonly body: string, url: URL) {
    super(`${url.host} answered ${status}: ${messageOf(body)}`);
    this.name = 'HttpStatusError';
  }

  /** What the server said, in its own words. */
  get words(): string {
    return messageOf(this.body);
  }
}

/** A request; `tls` takes what `https.request` takes. */
export interface HttpRequest {
  url: URL;
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  tls?: RequestOptions;
  signal?: AbortSignal;
  /** Milliseconds without any byte after which it is given up. */
  idleTimeout?: number;
}

const DEFAULT_IDLE_TIMEOUT = 15_000;

/**
 * Sends a request and gives the answer as a stream. `fetch` can't take a
 * certificate authority per request, which each hub has of its own.
 *
 * @throws HttpStatusError when the answer is not 2xx
 */
export async function openStream(
  request: HttpRequest,
): Promise<IncomingMessage> {
  const { url, body } = request;
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'http:' ? http.request : https.request;
    const timeout = request.idleTimeout ?? DEFAULT_IDLE_TIMEOUT;
    const outgoing = send(
      url,
      {
        ...request.tls,
        method: request.method ?? 'GET',
        signal: request.signal,
        timeout,
        headers: {
          ...request.tls?.headers,
          ...(payload !== undefined && { 'content-type': 'application/json' }),
          ...request.headers,
        },
      },
      resolve,
    );
    outgoing.on('timeout', () =>
      outgoing.destroy(
        new Error(`${url.host} sent nothing for ${timeout / 1000} s`),
      ),
    );
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) {
    throw new HttpStatusError(status, await text(response), url);
  }
  return response;
}

/** {@link openStream}, read to its end and parsed. */
export async function requestJson<T>(request: HttpRequest): Promise<T> {
  const body = await text(await openStream(request));
  return JSON.parse(body) as T;
}

/** Kubernetes and Argo both put a sentence into `message`. */
function messageOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed && 'message' in parsed) {
      return String(parsed.message);
    }
  } catch {
    // Not JSON: the text itself is all there is.
  }
  return body.slice(0, 500) || 'nothing more';
}
