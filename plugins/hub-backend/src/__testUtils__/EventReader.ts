import { mockCredentials } from '@backstage/backend-test-utils';
import { HubEvents } from '@illm-lab/plugin-hub-common';

/** An event as the stream gave it. */
export interface ReceivedEvent {
  id?: string;
  name: keyof HubEvents;
  data: never;
}

/** Reads an event stream as a browser does. */
export class EventReader {
  readonly events: ReceivedEvent[] = [];
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;

  private constructor(
    response: Response,
    private readonly abort: AbortController,
  ) {
    this.ended = this.read(response).catch(() => undefined);
  }

  /** Opens a stream; resolves when the server has begun to answer. */
  static async open(
    baseUrl: string,
    topics: string[],
    options: { user?: string; lastEventId?: string } = {},
  ): Promise<EventReader> {
    const abort = new AbortController();
    const response = await fetch(
      `${baseUrl}/events?${new URLSearchParams({ topics: topics.join(',') })}`,
      {
        signal: abort.signal,
        headers: {
          Authorization: mockCredentials.user.header(
            `user:default/${options.user ?? 'linus'}`,
          ),
          ...(options.lastEventId && { 'Last-Event-ID': options.lastEventId }),
        },
      },
    );
    return new EventReader(response, abort);
  }

  /** The data of all events of a name, in order. */
  of<K extends keyof HubEvents>(name: K): HubEvents[K][] {
    return this.events.filter(e => e.name === name).map(e => e.data);
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.ended;
  }

  private async read(response: Response): Promise<void> {
    let rest = '';
    const text = response.body!.pipeThrough(new TextDecoderStream());
    for await (const chunk of text) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks.filter(one => !one.startsWith(':'))) {
        const fields = Object.fromEntries(
          block.split('\n').map(line => line.split(/: (.*)/s).slice(0, 2)),
        );
        this.events.push({
          id: fields.id,
          name: fields.event,
          data: JSON.parse(fields.data) as never,
        });
      }
    }
  }
}
