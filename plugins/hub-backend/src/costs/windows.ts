import { InputError } from '@backstage/errors';
import { CostWindowPreset } from '@illm-lab/plugin-hub-common';

/** A stretch of time, in milliseconds since 1970; the end is not in it. */
export interface Span {
  from: number;
  to: number;
}

/** A window and the one that it is compared with. */
export interface Windows {
  window: Span;
  previous: Span;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const WEEK = 7;
const THIRTY = 30;
/** A longer range is refused: it would take OpenCost minutes. */
const LONGEST_DAYS = 400;

const floor = (time: number, unit: number) => Math.floor(time / unit) * unit;
const ceil = (time: number, unit: number) => Math.ceil(time / unit) * unit;

/** The first instant of a month of UTC, some months away. */
function month(time: number, away = 0): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + away);
}

/** The month of UTC that an instant is in. */
export const monthOf = (time: number): Span => ({
  from: month(time),
  to: month(time, 1),
});

/** The same window some days before, with the same hours. */
const daysBefore = ({ from, to }: Span, days: number): Span => ({
  from: from - days * DAY,
  to: to - days * DAY,
});

/** `from` is the begin of a month: the same part of the month before. */
function monthBefore({ from, to }: Span): Span {
  const start = month(from, -1);
  return { from: start, to: Math.min(start + (to - from), from) };
}

/**
 * The latest instant that OpenCost is asked about: a whole minute, since it
 * counts an unaligned window a minute short, and never in the future, for which
 * it bills as well.
 */
export const latest = (now: number) => floor(now, MINUTE);

/** A preset in days of UTC, as far as it has passed. */
export function presetWindows(preset: CostWindowPreset, now: number): Windows {
  const end = latest(now);
  const today = floor(now, DAY);
  const days = (back: number): Windows => {
    const window = { from: today - (back - 1) * DAY, to: end };
    return { window, previous: daysBefore(window, back) };
  };
  switch (preset) {
    case 'today':
      return days(1);
    case 'yesterday': {
      const window = { from: today - DAY, to: today };
      return { window, previous: daysBefore(window, 1) };
    }
    case '30d':
      return days(THIRTY);
    case 'month': {
      const window = { from: month(now), to: end };
      return { window, previous: monthBefore(window) };
    }
    case 'last-month': {
      const window = { from: month(now, -1), to: month(now) };
      return {
        window,
        previous: { from: month(now, -2), to: month(now, -1) },
      };
    }
    default:
      return days(WEEK);
  }
}

function instant(name: string, value: string): number {
  const time = Date.parse(value);
  if (Number.isNaN(time)) {
    throw new InputError(
      `${name} is “${value}”. Give a time as RFC 3339, such as 2026-11-23T00:00:00Z.`,
    );
  }
  return time;
}

/**
 * A range of one's own, in whole hours, that ends now at the latest.
 *
 * @throws InputError when it is no range, or lies in the future
 */
export function rangeWindows(
  range: { from: string; to?: string },
  now: number,
): Windows {
  const from = floor(instant('from', range.from), HOUR);
  const wanted = range.to === undefined ? now : instant('to', range.to);
  const to = Math.min(ceil(wanted, HOUR), latest(now));
  if (from >= to) {
    throw new InputError(
      `The range from ${range.from} to ${
        range.to ?? 'now'
      } holds no time that has passed. Let from be earlier than to and than now.`,
    );
  }
  if (to - from > LONGEST_DAYS * DAY) {
    throw new InputError(
      `The range is longer than ${LONGEST_DAYS} days. Ask for a shorter one.`,
    );
  }
  // Whole hours before, so that it begins at one too.
  const back = ceil(to - from, HOUR);
  return {
    window: { from, to },
    previous: { from: from - back, to: to - back },
  };
}

/** A window in pieces that do not reach over midnight of UTC. */
export function daysOf({ from, to }: Span): Span[] {
  const days: Span[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(floor(start, DAY) + DAY, to);
    days.push({ from: start, to: end });
    start = end;
  }
  return days;
}

/** The window of the API. */
export const toWindow = ({ from, to }: Span) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});
