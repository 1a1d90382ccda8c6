import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { HubTopic } from '@illm-lab/plugin-hub-common';
import { Request, Response } from 'express';
import { EventHub, HubEvent } from './EventHub';
import { StreamWriter } from './StreamWriter';

const HEARTBEAT_MS = 15_000;
/** Streams that one person may have open: some tabs on some computers. */
const MAX_STREAMS_PER_PERSON = 30;

/** Somebody has more streams open than a person can look at. */
class TooManyStreamsError extends Error {
  readonly name = 'TooManyStreamsError';
  /** Backstage answers with it. */
  readonly statusCode = 429;

  constructor() {
    super(
      `You have ${MAX_STREAMS_PER_PERSON} event streams open, which is the most for one person. Close some of the portal's tabs.`,
    );
  }
}

/** The open event streams of all browsers. */
export class EventStreams {
  private readonly open = new Set<() => void>();
  private readonly perPerson = new Map<string, number>();
  private closed = false;

  constructor(private readonly hub: EventHub) {}

  /**
   * Answers a request with a stream that lasts as long as its credentials.
   *
   * @throws ServiceUnavailableError once the streams are closed
   * @throws TooManyStreamsError (429) when the person has too many
   */
  serve(
    request: Request,
    response: Response,
    topics: HubTopic[],
    credentials: BackstageCredentials,
  ): void {
    if (this.closed) {
      throw new ServiceUnavailableError(
        'This portal is being stopped. Connect again.',
      );
    }
    const leave = this.enter(personOf(credentials));
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform would switch compression off; streams compress well.
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const writer = new StreamWriter(response);
    const write = (text: string) => writer.write(text);
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
      leave();
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

  /** Counts a person's stream; what it returns counts it out again. */
  private enter(person: string): () => void {
    const before = this.perPerson.get(person) ?? 0;
    if (before >= MAX_STREAMS_PER_PERSON) {
      throw new TooManyStreamsError();
    }
    this.perPerson.set(person, before + 1);
    return () => {
      const left = this.perPerson.get(person)! - 1;
      if (left > 0) this.perPerson.set(person, left);
      else this.perPerson.delete(person);
    };
  }
}

/** Who has a stream; plugins and other services count as one each. */
function personOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject, type } = principal as Partial<
    Record<'userEntityRef' | 'subject' | 'type', string>
  >;
  return userEntityRef ?? subject ?? type ?? 'unknown';
}

function format({ id, name, data }: HubEvent): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
}
