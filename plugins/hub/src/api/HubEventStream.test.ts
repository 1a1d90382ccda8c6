import { runTopic, TOPIC_RUNS } from '@illm-lab/plugin-hub-common';
import { waitFor } from '@testing-library/react';
import { aRun } from '../__testUtils__/fixtures';
import { type HubEvent } from './hubEvents';
import { HubEventStream } from './HubEventStream';

/** One connection as the server sees it. */
interface Connection {
  url: string;
  lastEventId: string | null;
  closed: boolean;
  send(text: string): void;
  end(): void;
}

function fakeServer() {
  const connections: Connection[] = [];
  let refuses = false;
  const fetch = jest.fn(async (url: string, init: RequestInit) => {
    if (refuses) throw new Error('refused');
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: c => {
        controller = c;
      },
    });
    const connection: Connection = {
      url,
      lastEventId: new Headers(init.headers).get('Last-Event-ID'),
      closed: false,
      send: text => controller.enqueue(new TextEncoder().encode(text)),
      end: () => controller.close(),
    };
    init.signal?.addEventListener('abort', () => {
      connection.closed = true;
      controller.error(new DOMException('aborted', 'AbortError'));
    });
    connections.push(connection);
    return { ok: true, status: 200, body, headers: new Headers() } as Response;
  });
  return {
    connections,
    open: () => connections.filter(({ closed }) => !closed),
    refuse: (yes: boolean) => {
      refuses = yes;
    },
    stream: new HubEventStream({
      hubApi: {
        getEventsUrl: async topics => `/events?topics=${topics.join(',')}`,
      },
      fetchApi: { fetch: fetch as unknown as typeof window.fetch },
    }),
  };
}

const message = (id: number, event: string, data: unknown) =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function hide(hidden: boolean) {
  Object.defineProperty(document, 'hidden', {
    value: hidden,
    configurable: true,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('HubEventStream', () => {
  afterEach(() => hide(false));

  it('carries all topics over one connection, each to its listeners', async () => {
    const { stream, connections, open } = fakeServer();
    const runs: HubEvent[] = [];
    const one: HubEvent[] = [];
    stream.subscribe(TOPIC_RUNS, event => runs.push(event));
    stream.subscribe(runTopic('a-12345'), event => one.push(event));
    await waitFor(() => expect(stream.getState()).toBe('open'));
    expect(open()).toHaveLength(1);
    expect(connections[0].url).toBe(`/events?topics=run:a-12345,runs`);

    const listed = aRun({ id: 'a-12345' });
    const whole = { ...listed, stages: [] };
    connections[0].send(': heartbeat\n\n');
    connections[0].send(message(1, 'run', listed));
    connections[0].send(message(2, 'run', whole));
    connections[0].send('id: 3\nevent: run\ndata: {broken\n\n');
    connections[0].send(message(4, 'reset', {}));

    await waitFor(() => expect(one).toHaveLength(3));
    // A run without its stages is for lists and must not wipe those of the page.
    expect(runs).toEqual([
      { type: 'open' },
      { type: 'run', run: listed },
      { type: 'open' },
    ]);
    expect(one).toEqual([
      { type: 'open' },
      { type: 'run', run: whole },
      { type: 'open' },
    ]);
  });

  it('reconnects for another set of topics and tells where it was', async () => {
    const { stream, connections, open } = fakeServer();
    const leave = stream.subscribe(runTopic('a-12345'), () => {});
    await waitFor(() => expect(stream.getState()).toBe('open'));
    connections[0].send(message(7, 'hub', {}));
    // Given time to arrive, since nobody listens for it.
    await new Promise(resolve => setTimeout(resolve, 20));

    leave();
    stream.subscribe(TOPIC_RUNS, () => {});
    await waitFor(() => expect(connections).toHaveLength(2));
    expect(open()).toEqual([connections[1]]);
    expect(connections[1].url).toBe('/events?topics=runs');
    expect(connections[1].lastEventId).toBe('7');
  });

  it('comes back by itself after the server was away, and says so meanwhile', async () => {
    const { stream, connections, refuse } = fakeServer();
    const heard: HubEvent[] = [];
    const states: string[] = [];
    stream.onStateChange(() => states.push(stream.getState()));
    stream.subscribe(TOPIC_RUNS, event => heard.push(event));
    await waitFor(() => expect(stream.getState()).toBe('open'));

    refuse(true);
    connections[0].end();
    await waitFor(() => expect(stream.getState()).toBe('reconnecting'));
    // Longer than the first retry, which is refused as well.
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(stream.getState()).toBe('reconnecting');
    refuse(false);
    await waitFor(() => expect(stream.getState()).toBe('open'));

    expect(states).toEqual(['connecting', 'open', 'reconnecting', 'open']);
    expect(heard).toEqual([{ type: 'open' }, { type: 'open' }]);
  });

  it('is closed while the tab is hidden or nobody listens', async () => {
    const { stream, connections, open } = fakeServer();
    const heard: HubEvent[] = [];
    const leave = stream.subscribe(TOPIC_RUNS, event => heard.push(event));
    await waitFor(() => expect(stream.getState()).toBe('open'));

    hide(true);
    expect(open()).toHaveLength(0);
    expect(stream.getState()).toBe('idle');
    hide(false);
    await waitFor(() => expect(connections).toHaveLength(2));
    await waitFor(() => expect(heard).toHaveLength(2));

    leave();
    await waitFor(() => expect(open()).toHaveLength(0));
    expect(stream.getState()).toBe('idle');
  });
});
