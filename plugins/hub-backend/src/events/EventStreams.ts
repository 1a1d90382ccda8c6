import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Request, Response } from 'express';
import { EventHub, HubEvent } from './EventHub';

const HEARTBEAT_MS = 15_000;
/** A reader that is this far behind is cut off; it comes back and catches up. */
const MAX_BACKLOG_BYTES = 2 * 1024 * 1024;

/** Compression adds this to responses; without it events wait in its buffer. */
type FlushableResponse = Response & { flush?(): void };

/** The open event streams of all browsers. */
export class EventStreams {
  private readonly open = new Set<() => void>();
  private closed = false;

  constructor(private readonly hub: EventHub) {}

  /**
   * Answers a request with a stream that lasts as long as its credentials.
   *
   * @throws ServiceUnavailableError once the streams are closed
   */
  serve(
    request: Request,
    response: FlushableResponse,
    topics: string[],
    credentials: BackstageCredentials,
  ): void {
    if (this.closed) {
      throw new ServiceUnavailableError(
        'This portal is being stopped. Connect again.',
      );
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform would switch compression off; streams compress well.
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const write = (text: string) => {
      response.write(text);
      response.flush?.();
      if (response.writableLength > MAX_BACKLOG_BYTES) {
        response.destroy();
      }
    };
    const { unsubscribe, missed, incomplete } = this.hub.subscribe(
      topics,
      request.get('last-event-id'),
      event => write(format(event)),
    );
    const heartbeat = setInterval(() => write(': alive\n\n'), HEARTBEAT_MS);
    const expiry =
      credentials.expiresAt &&
      setTimeout(
        () => response.end(),
        Math.max(0, credentials.expiresAt.getTime() - Date.now()),
      );
    const end = () => response.end();
    this.open.add(end);
    response.on('close', () => {
      unsubscribe();
      clearInterval(heartbeat);
      clearTimeout(expiry);
      this.open.delete(end);
    });
    write(': connected\n\n');
    if (incomplete) {
      write('event: reset\ndata: {}\n\n');
    }
    missed.forEach(event => write(format(event)));
  }

  /** Ends all streams, and begins no other, so that the server can stop. */
  close(): void {
    this.closed = true;
    this.open.forEach(end => end());
  }
}

function format({ id, name, data }: HubEvent): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
}
