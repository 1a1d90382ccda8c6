import { Result } from '../result/types';
import { HubStatus, Run } from './types';

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
  changed: { area: string; name?: string };
  /** What was missed can't be replayed: fetch anew. */
  reset: Record<string, never>;
}

/** Topic of all runs. */
export const TOPIC_RUNS = 'runs';
/** Topic of an area such as `services`, `nodes` or `costs`. */
export const areaTopic = (area: string) => `area:${area}`;
/** Topic of one run, with its stages and its result. */
export const runTopic = (run: string) => `run:${run}`;
/** Topic of one step's log. */
export const logTopic = (run: string, step: string) => `logs:${run}:${step}`;
