import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  type HubEvents as Messages,
  type HubTopic,
} from '@illm-lab/plugin-hub-common';

/**
 * What a subscriber hears. `open` comes whenever the stream (again) carries the
 * topic, or had a gap: whoever shows state fetches it afresh then, since changes
 * may have been missed.
 */
export type HubEvent =
  | { type: 'open' }
  | { type: 'run'; run: Messages['run'] }
  | ({ type: 'result' } & Messages['result'])
  | ({ type: 'log' } & Messages['log'])
  | { type: 'hub'; status: Messages['hub'] }
  | ({ type: 'changed' } & Messages['changed']);

/**
 * `idle`: nobody listens or the tab is hidden. `reconnecting`: the stream broke,
 * so what is on the screen may be old.
 */
export type StreamState = 'idle' | 'connecting' | 'open' | 'reconnecting';

/** Changes of the hub, over one stream for the whole tab. */
export interface HubEventsApi {
  /**
   * Hears the events of a topic: one of hub-common's.
   *
   * @returns ends the subscription
   */
  subscribe(topic: HubTopic, listener: (event: HubEvent) => void): () => void;
  /** The stream's state now. */
  getState(): StreamState;
  /** Calls back at each change of the state; returns the way to end that. */
  onStateChange(listener: () => void): () => void;
}

export const hubEventsApiRef = createApiRef<HubEventsApi>().with({
  id: 'hub.events',
  pluginId: 'hub',
});
