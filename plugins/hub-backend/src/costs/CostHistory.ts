import { LoggerService } from '@backstage/backend-plugin-api';
import { SourceStatus } from '@illm-lab/plugin-hub-common';
import { HubSource, HubSourceContext } from '@illm-lab/plugin-hub-node';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { unlessOwnFault } from '../errors';
import { CostData, isNothing } from './allocation';
import { CostDays } from './CostDays';
import { mergeData } from './mergePods';
import { DAY, HOUR, latest, MINUTE, Span, toWindow } from './windows';

/** What reads a stretch of time, see `OpenCostClient`. */
export interface CostReader {
  read(span: Span): Promise<CostData>;
}

/** OpenCost asks Prometheus some forty questions for each; it has one host. */
const AT_ONCE = 2;
/** How often it is asked whether it is there, when nobody asks for anything. */
const CHECK_MS = 30_000;
/** What has passed is asked for again after this, since prices may be edited. */
const PASSED_TTL_MS = 6 * HOUR;
/** Figures of the last minutes still arrive. */
const SETTLE_MS = 5 * MINUTE;
const RECENT_TTL_MS = MINUTE;
/** After a failure nothing is asked for so long: what waits in line fails too. */
const PAUSE_MS = 5_000;
/** So many hours are asked for without looking first whether there is anything. */
const FEW_HOURS = 2;
/** Days of more than two years, as a comparison of the longest range has them. */
const PIECES = 1_000;
/** A whole day is settled when it has been over for so long. */
const SETTLED_AFTER_MS = DAY;
/** A day without figures is asked for again after this: Prometheus may have been away. */
const NOTHING_TTL_MS = DAY;

const NAME = 'OpenCost';

const keyOf = (span: Span) => {
  const { from, to } = toWindow(span);
  return `${from}/${to}`;
};

/**
 * What each stretch of time cost, read from OpenCost and kept in memory; days that
 * are settled are read once and kept in the database.
 *
 * It is read by the hour, for what OpenCost gets wrong with longer windows: a
 * pod or node that was away in between is billed from its first figure to its
 * last one, the time between included; and a label that a pod got later counts
 * for all of the window. Whole days that have passed are kept in one piece.
 */
export class CostHistory implements HubSource {
  readonly group = 'views';
  private readonly pieces = new LRUCache<string, Promise<CostData>>({
    max: PIECES,
  });
  private readonly limit = pLimit(AT_ONCE);
  private readonly now: () => number;
  private failed?: { at: number; error: unknown };
  private timer?: NodeJS.Timeout;
  private context?: HubSourceContext;
  private current: SourceStatus;

  constructor(
    private readonly options: {
      reader: CostReader;
      days: Pick<CostDays, 'get' | 'save'>;
      logger: LoggerService;
      now?: () => number;
    },
  ) {
    this.now = options.now ?? Date.now;
    this.current = { name: NAME, connected: false, reason: 'not asked yet' };
  }

  async start(context: HubSourceContext): Promise<void> {
    this.context = context;
    const check = () => void this.check();
    this.timer = setInterval(check, CHECK_MS);
    this.timer.unref();
    check();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.limit.clearQueue();
  }

  status(): SourceStatus {
    return this.current;
  }

  /**
   * What a stretch of time inside one day of UTC cost.
   *
   * @param span - in whole minutes, ends at `latest(now)` at most
   * @throws with the reason when OpenCost does not answer
   */
  read(span: Span): Promise<CostData> {
    const key = keyOf(span);
    const known = this.pieces.get(key);
    if (known) return known;
    const hours = hoursOf(span);
    const reading = this.isSettled(span)
      ? this.readDay(span, hours)
      : this.readPieces(span, hours);
    const settled = span.to <= this.now() - SETTLE_MS;
    this.pieces.set(key, reading, {
      ttl: settled ? PASSED_TTL_MS : RECENT_TTL_MS,
    });
    reading.then(
      () => {
        // The day holds what its hours held.
        if (settled && span.to - span.from === DAY) {
          for (const hour of hours) this.pieces.delete(keyOf(hour));
        }
      },
      () => this.pieces.delete(key),
    );
    return reading;
  }

  /** A whole day of UTC that is over for long enough. */
  private isSettled({ from, to }: Span): boolean {
    return (
      from % DAY === 0 &&
      to - from === DAY &&
      to <= this.now() - SETTLED_AFTER_MS
    );
  }

  private async readDay(day: Span, hours: Span[]): Promise<CostData> {
    const { days } = this.options;
    const known = await days.get(day);
    if (
      known &&
      (!isNothing(known.data) || this.now() - known.readAt < NOTHING_TTL_MS)
    ) {
      return known.data;
    }
    const data = await this.readPieces(day, hours);
    await days.save(day, { data, readAt: this.now() });
    return data;
  }

  private readPieces(span: Span, hours: Span[]): Promise<CostData> {
    return hours.length === 1
      ? this.limit(() => this.ask(span))
      : this.readHours(span, hours);
  }

  /** A day before the hub was there, or while it was down, takes one question. */
  private async readHours(span: Span, hours: Span[]): Promise<CostData> {
    if (hours.length > FEW_HOURS) {
      const whole = await this.limit(() => this.ask(span));
      if (isNothing(whole)) return whole;
    }
    return mergeData(await Promise.all(hours.map(hour => this.read(hour))));
  }

  /** Whether it is there, by the last whole minute. */
  private async check(): Promise<void> {
    const to = latest(this.now());
    await this.limit(() => this.ask({ from: to - MINUTE, to })).catch(() => {});
  }

  private async ask(span: Span): Promise<CostData> {
    if (this.failed && this.now() - this.failed.at < PAUSE_MS) {
      throw this.failed.error;
    }
    try {
      const data = await this.options.reader.read(span);
      this.failed = undefined;
      this.set({
        name: NAME,
        connected: true,
        lastGoodAt: new Date(this.now()).toISOString(),
      });
      return mergeData([data]);
    } catch (error) {
      unlessOwnFault(error);
      this.failed = { at: this.now(), error };
      const { lastGoodAt } = this.current;
      const reason = (error as Error).message;
      this.set({
        name: NAME,
        connected: false,
        reason,
        ...(lastGoodAt && { lastGoodAt }),
      });
      throw error;
    }
  }

  private set(status: SourceStatus): void {
    const { connected, reason } = this.current;
    this.current = status;
    if (status.connected !== connected || status.reason !== reason) {
      if (!status.connected) {
        this.options.logger.warn(`${NAME}: ${status.reason}`);
      }
      this.context?.onStatusChange();
    }
  }
}

/** Pieces that end at whole hours, the last one perhaps before. */
function hoursOf({ from, to }: Span): Span[] {
  const hours: Span[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(Math.floor(start / HOUR) * HOUR + HOUR, to);
    hours.push({ from: start, to: end });
    start = end;
  }
  return hours;
}
