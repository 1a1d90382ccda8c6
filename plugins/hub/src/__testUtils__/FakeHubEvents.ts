import {
  type HubEvent,
  type HubEventsApi,
  type StreamState,
} from '../api/hubEvents';

/** The hub's changes, sent by the test. */
export class FakeHubEvents implements HubEventsApi {
  private readonly listeners = new Map<string, Set<(e: HubEvent) => void>>();
  private readonly stateListeners = new Set<() => void>();
  private state: StreamState = 'open';

  subscribe(topic: string, listener: (event: HubEvent) => void) {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set.add(listener));
    return () => {
      set.delete(listener);
    };
  }

  getState = () => this.state;

  onStateChange = (listener: () => void) => {
    this.stateListeners.add(listener);
    return () => {
      this.stateListeners.delete(listener);
    };
  };

  /** Topics that somebody on the page listens to. */
  get topics(): string[] {
    return [...this.listeners]
      .filter(([, { size }]) => size > 0)
      .map(([topic]) => topic);
  }

  send(topic: string, event: HubEvent) {
    this.listeners.get(topic)?.forEach(listener => listener(event));
  }

  setState(state: StreamState) {
    this.state = state;
    this.stateListeners.forEach(listener => listener());
  }
}
