import {
  areaTopic,
  logTopic,
  type HubTopic,
  runTopic,
  TOPIC_HUB,
  TOPIC_RUNS,
} from '@illm-lab/plugin-hub-common';
import { type HubEvent } from './hubEvents';

/** Stands for every topic that the stream carries. */
export const ALL_TOPICS = Symbol('all topics');

/** One message of the stream and whom it is for. */
export interface ParsedEvent {
  event: HubEvent;
  topic: HubTopic | typeof ALL_TOPICS;
}

/**
 * Reads one message; nothing for a heartbeat, an unknown kind or a body that is
 * no JSON. A run with its stages is for those who look at that run; the same
 * change comes without them for the lists.
 */
export function parseHubEvent(
  name: string,
  data: string,
): ParsedEvent | undefined {
  let body;
  try {
    body = JSON.parse(data);
  } catch {
    return undefined;
  }
  switch (name) {
    case 'run':
      return {
        event: { type: 'run', run: body },
        topic: body.stages ? runTopic(body.id) : TOPIC_RUNS,
      };
    case 'result':
      return { event: { ...body, type: 'result' }, topic: runTopic(body.run) };
    case 'log':
      return {
        event: { ...body, type: 'log' },
        topic: logTopic(body.run, body.step),
      };
    case 'hub':
      return { event: { type: 'hub', status: body }, topic: TOPIC_HUB };
    case 'changed':
      return {
        event: { ...body, type: 'changed' },
        topic: areaTopic(body.area),
      };
    case 'reset':
      return { event: { type: 'open' }, topic: ALL_TOPICS };
    default:
      return undefined;
  }
}
