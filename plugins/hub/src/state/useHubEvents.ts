import { type HubTopic } from '@illm-lab/plugin-hub-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import {
  type HubEvent,
  hubEventsApiRef,
  type StreamState,
} from '../api/hubEvents';

/** Hears a topic of the hub's changes while the component is on the screen. */
export function useHubEvents(
  topic: HubTopic | undefined,
  listener: (event: HubEvent) => void,
) {
  const events = useApi(hubEventsApiRef);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () =>
      topic
        ? events.subscribe(topic, event => latest.current(event))
        : undefined,
    [events, topic],
  );
}

/** Whether changes arrive at present. */
export function useStreamState(): StreamState {
  const events = useApi(hubEventsApiRef);
  return useSyncExternalStore(events.onStateChange, events.getState);
}
