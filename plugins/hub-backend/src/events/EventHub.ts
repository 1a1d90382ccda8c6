import { randomUUID } from 'node:crypto';
import {
  areaTopic,
  HubArea,
  HubEvents,
  HubTopic,
} from '@illm-lab/plugin-hub-common';

/** One event as it goes out. */
export interface HubEvent {
  /** `<instance>-<number>`. */
  id: string;
  name: keyof HubEvents;
  /** JSON. */
  data: string;
  /** Topic that it is for; every stream gets one without. */
  topic?: string;
}

type Listener = (event: HubEvent) => void;

/** How much is kept for those who come back after a break. */
const KEPT_CHARACTERS = 4 * 1024 * 1024;
/**
 * The most that one reader gets again at once; above it fetching anew is less. Even
 * in characters of three bytes it is below what may wait for a reader.
 */
const REPLAYED_CHARACTERS = 256 * 1024;

/**
 * Hands events to those who listen to their topic, and keeps the last of them
 * for those who were away for a moment.
 */
export class EventHub {
  // Another process counts from one again, so its ids must look different.
  private readonly instance = randomUUID().slice(0, 8);
  private readonly kept: HubEvent[] = [];
  private readonly listeners = new Set<Listener>();
  private size = 0;
  private last = 0;

  /** Sends an event to a topic, or to everyone when there is none. */
  publish<K extends keyof HubEvents>(
    name: K,
    data: HubEvents[K],
    topic?: HubTopic,
  ): void {
    this.last += 1;
    const event: HubEvent = {
      id: `${this.instance}-${this.last}`,
      name,
      data: JSON.stringify(data),
      topic,
    };
    this.kept.push(event);
    this.size += event.data.length;
    while (this.size > KEPT_CHARACTERS && this.kept.length > 1) {
      this.size -= this.kept.shift()!.data.length;
    }
    this.listeners.forEach(listener => listener(event));
  }

  /** Tells those who look at an area that it changed, and which one thing if it is one. */
  changed(area: HubArea, name?: string): void {
    this.publish('changed', { area, ...(name && { name }) }, areaTopic(area));
  }

  /**
   * Listens to topics, after what came since an earlier event.
   *
   * @param since - id of the last event that was received
   * @returns `unsubscribe`; `missed`, the events since then; and `incomplete`, when
   *   some of them are no longer known or they are too many: then `missed` is empty
   */
  subscribe(
    topics: string[],
    since: string | undefined,
    listener: Listener,
  ): { unsubscribe(): void; missed: HubEvent[]; incomplete: boolean } {
    const wanted = new Set(topics);
    const concerns = ({ topic }: HubEvent) =>
      topic === undefined || wanted.has(topic);
    const forward: Listener = event => {
      if (concerns(event)) {
        listener(event);
      }
    };
    this.listeners.add(forward);
    const all = since === undefined ? [] : this.since(since);
    const missed = all?.filter(concerns) ?? [];
    const length = missed.reduce((sum, { data }) => sum + data.length, 0);
    const incomplete = all === undefined || length > REPLAYED_CHARACTERS;
    return {
      unsubscribe: () => void this.listeners.delete(forward),
      missed: incomplete ? [] : missed,
      incomplete,
    };
  }

  /** Events after the one with this id; undefined when that is not known. */
  private since(id: string): HubEvent[] | undefined {
    const [, number] = id.match(new RegExp(`^${this.instance}-(\\d+)$`)) ?? [];
    if (number === undefined) {
      return undefined;
    }
    const missing = this.last - Number(number);
    return missing < 0 || missing > this.kept.length
      ? undefined
      : this.kept.slice(this.kept.length - missing);
  }
}
