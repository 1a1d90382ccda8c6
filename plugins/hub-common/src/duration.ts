const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
const WHOLE = /^(\d+(\.\d+)?(ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;

/** A duration as k6 takes it (`30s`, `1m30s`), in seconds; NaN when it is none. */
export function durationSeconds(text: string): number {
  return WHOLE.test(text)
    ? [...text.matchAll(PART)].reduce(
        (sum, [, figure, unit]) => sum + Number(figure) * SECONDS[unit],
        0,
      )
    : NaN;
}

/** Seconds as a duration in the largest unit that says them whole: `90s`, `5m`, `24h`. */
export function durationText(seconds: number): string {
  const [unit, size] =
    [['h', 3600] as const, ['m', 60] as const].find(
      one => seconds > 0 && seconds % one[1] === 0,
    ) ?? (['s', 1] as const);
  return `${seconds / size}${unit}`;
}
