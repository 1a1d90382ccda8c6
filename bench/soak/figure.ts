import { Rule } from './rule';

/** One thing that is looked at, at one moment. */
export interface Figure {
  /** For example `portal`; rows of a table go by it. */
  of: string;
  /** What of it, with its unit, for example `memory MiB`. */
  what: string;
  value: number;
  rule: Rule;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Nothing more, not even one. */
export const EXACT: Rule = { flat: 0, slack: 0 };

export const toMiB = (bytes: number) => bytes / 2 ** 20;
