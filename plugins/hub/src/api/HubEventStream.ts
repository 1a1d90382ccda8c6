import { type FetchApi } from '@backstage/frontend-plugin-api';
import {
  type HubApi,
  type HubTopic,
  TOPIC_HUB,
} from '@illm-lab/plugin-hub-common';
import { fetchEventSource } from '@microsoft/fetch-event-source';
import {
  type HubEvent,
  type HubEventsApi,
  type StreamState,
} from './hubEvents';
import { ALL_TOPICS, parseHubEvent } from './parseHubEvent';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8_000;
/** Subscriptions of one page change are gathered into one connection. */
const GATHER_MS = 50;
/** Without even a heartbeat for this long the connection is taken for dead. */
const SILENCE_MS = 45_000;

type Listener = (event: HubEvent) => void;

/**
 * One server-sent-event stream for all subscriptions of the tab, since a
 * browser grants an origin six connections in all. It is closed while the tab
 * is hidden or nobody listens, and comes back by itself.
 */
export class HubEventStream implements HubEventsApi {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly stateListeners = new Set<() => void>();
  private state: StreamState = 'idle';
  private connection?: AbortController;
  /** Topics of the connection, sorted; nothing when there shall be none. */
  private carried?: string[];
  private lastEventId?: string;
  private gathering?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly deps: {
      hubApi: Pick<HubApi, 'getEventsUrl'>;
      fetchApi: FetchApi;
    },
  ) {
    document.addEventListener('visibilitychange', () => this.refresh());
  }

  subscribe(topic: HubTopic, listener: Listener): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set.add(listener));
    this.refreshSoon();
    // The stream may carry the topic already for somebody else.
    if (this.state === 'open' && this.carried?.includes(topic)) {
      queueMicrotask(() => set.has(listener) && listener({ type: 'open' }));
    }
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(topic) === set) {
        this.listeners.delete(topic);
      }
      this.refreshSoon();
    };
  }

  getState = () => this.state;

  onStateChange = (listener: () => void) => {
    this.stateListeners.add(listener);
    return () => {
      this.stateListeners.delete(listener);
    };
  };

  private refreshSoon() {
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => this.refresh(), GATHER_MS);
  }

  /** Makes the connection fit what is asked for now. */
  private refresh() {
    const asked = [...this.listeners.keys()].sort();
    const wanted = document.hidden || asked.length === 0 ? undefined : asked;
    if (wanted?.join() === this.carried?.join()) return;
    this.connection?.abort();
    this.connection = undefined;
    this.carried = wanted;
    if (!wanted) {
      this.setState('idle');
      return;
    }
    this.connection = new AbortController();
    this.follow(wanted, this.connection.signal);
  }

  private async follow(wanted: string[], signal: AbortSignal) {
    if (this.state !== 'reconnecting') this.setState('connecting');
    let wait = FIRST_RETRY_MS;
    while (!signal.aborted) {
      const heard = await this.connectOnce(wanted, signal);
      if (signal.aborted) return;
      this.setState('reconnecting');
      if (heard) wait = FIRST_RETRY_MS;
      // Spread out, so that all tabs don't come at once after a restart.
      await pause(wait * (0.75 + Math.random() / 2), signal);
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
    }
  }

  /** Returns, when the connection has ended, whether it had been open. */
  private async connectOnce(wanted: string[], signal: AbortSignal) {
    let opened = false;
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    signal.addEventListener('abort', abort);
    let watchdog = setTimeout(abort, SILENCE_MS);
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(abort, SILENCE_MS);
    };
    try {
      const url = await this.deps.hubApi.getEventsUrl(
        wanted.filter(topic => topic !== TOPIC_HUB),
      );
      await fetchEventSource(url, {
        signal: attempt.signal,
        fetch: this.deps.fetchApi.fetch,
        // This class decides about visibility, for all topics at once.
        openWhenHidden: true,
        headers: this.lastEventId ? { 'Last-Event-ID': this.lastEventId } : {},
        onopen: async response => {
          if (!response.ok) throw new Error(`HTTP ${response.status}`);
          opened = true;
          alive();
          this.setState('open');
          this.emit(wanted, { type: 'open' });
        },
        onmessage: message => {
          alive();
          if (message.id) this.lastEventId = message.id;
          const parsed = parseHubEvent(message.event, message.data);
          if (!parsed) return;
          this.emit(
            parsed.topic === ALL_TOPICS ? wanted : [parsed.topic],
            parsed.event,
          );
        },
        // Thrown on, so that the one loop in follow() does all retrying.
        onerror: error => {
          throw error;
        },
      });
    } catch {
      // Why it broke does not matter here: it is tried again either way, and
      // the requests of the page itself say what is wrong.
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', abort);
    }
    return opened;
  }

  private emit(to: string[], event: HubEvent) {
    for (const topic of to) {
      for (const listener of [...(this.listeners.get(topic) ?? [])]) {
        listener(event);
      }
    }
  }

  private setState(state: StreamState) {
    if (this.state === state) return;
    this.state = state;
    this.stateListeners.forEach(listener => listener());
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
