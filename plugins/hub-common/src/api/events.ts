import { Result } from '../result/types';
import { HubStatus, Run } from './types';

/** Parts of the portal that tell when they changed. */
export const HUB_AREAS = [
  'claims',
  'clusters',
  'costs',
  'nodes',
  'services',
] as const;
/** One of {@link HUB_AREAS}. */
export type HubArea = (typeof HUB_AREAS)[number];

/** What an event stream carries, by the name of the event. */
export interface HubEvents {
  /** A run changed. With stages on topic `run:<id>`, without on `runs`. */
  run: Run;
  /** A run's result is there. */
  result: { run: string; result: Result };
  /**
   * A step wrote something. `offset` is where the text begins in the log, in
   * UTF-16 code units, as JavaScript counts.
   */
  log: { run: string; step: string; offset: number; text: string };
  /** The hub's status changed. */
  hub: HubStatus;
  /**
   * Something changed in an area, such as `services`: fetch anew. `name` says
   * what, where it is one thing. On topic `area:<area>`.
   */
  changed: { area: HubArea; name?: string };
  /** What was missed can't be replayed: fetch anew. */
  reset: Record<string, never>;
}

/** Topic of the hub's own status, which every stream carries, asked for or not. */
export const TOPIC_HUB = 'hub';
/** Topic of all runs. */
export const TOPIC_RUNS = 'runs';
/** Topic of an area. */
export const areaTopic = (area: HubArea): `area:${HubArea}` => `area:${area}`;
/** Topic of one run, with its stages and its result. */
export const runTopic = (run: string): HubTopic => `run:${run}`;
/** Topic of one step's log. */
export const logTopic = (run: string, step: string): HubTopic =>
  `logs:${run}:${step}`;

/** What one can listen to. */
export type HubTopic =
  | typeof TOPIC_HUB
  | typeof TOPIC_RUNS
  | `area:${HubArea}`
  | `run:${string}`
  | `logs:${string}:${string}`;

/** Whether there is such a topic, whatever has happened on it. */
export function isHubTopic(text: string): text is HubTopic {
  return (
    text === TOPIC_HUB ||
    text === TOPIC_RUNS ||
    HUB_AREAS.some(area => text === areaTopic(area)) ||
    /^run:[^:]+$/.test(text) ||
    /^logs:[^:]+:.+$/.test(text)
  );
}
