import { Issue } from '@illm-lab/plugin-hub-common';

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
const WHOLE = /^(\d+(\.\d+)?(ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;

/** A duration as k6 takes it, in seconds; NaN when k6 would not take it. */
export function durationSeconds(text: string): number {
  return WHOLE.test(text)
    ? [...text.matchAll(PART)].reduce(
        (sum, [, figure, unit]) => sum + Number(figure) * SECONDS[unit],
        0,
      )
    : NaN;
}

/** Checks a duration of a load. */
export function validateDuration(path: string, text: string): Issue[] {
  return durationSeconds(text) > 0
    ? []
    : [
        {
          path,
          message: `“${text}” is no duration that k6 takes.`,
          remedy: 'Give a time above zero such as 30s, 5m or 1m30s.',
        },
      ];
}
