/** When runs ended and samples were taken, in ms since 1970. */
export interface Timeline {
  ended: number[];
  middle: number;
  end: number;
}

/** What of a run is kept for a time, and how much of it there may be. */
export interface Kept {
  /** How much of it each run may leave. */
  perRun: number;
  /** So long after a run's end it goes; never unless told. */
  forMs?: number;
}

/**
 * What a figure may do from the middle of a soak to its end. The first half warms
 * everything up (caches, pools, heaps); in the second, what is flat stays.
 *
 * - `flat`: it grows by no more than a share of what it was and `slack`.
 * - `kept`: it grows by no more than what retention keeps of the runs, and `slack`:
 *   of each run that ended within `forMs` before the sample, `perRun`.
 * - `below`: it has a limit of its own, and stays below it, however it moves.
 */
export type Rule =
  | { flat: number; slack: number }
  | { kept: Kept[]; slack: number }
  | { below: number };

const stillKept = ({ forMs = Infinity }: Kept, ended: number[], at: number) =>
  ended.filter(time => time <= at && time > at - forMs).length;

/** The most that a figure may be at the end of a soak. */
export function mayBe(rule: Rule, middle: number, timeline: Timeline): number {
  if ('below' in rule) return rule.below;
  if ('flat' in rule) return middle * (1 + rule.flat) + rule.slack;
  return rule.kept.reduce((sum, one) => {
    const more =
      stillKept(one, timeline.ended, timeline.end) -
      stillKept(one, timeline.ended, timeline.middle);
    return sum + Math.max(0, more) * one.perRun;
  }, middle + rule.slack);
}
