import { LRUCache } from 'lru-cache';

/** What may be kept, in characters of the forge's answers. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;
const KEPT_ANSWERS = 5_000;
/** No answer is asked for again before it is so old, in ms, unless an event says so. */
const FRESH_MS = 10_000;
/**
 * Calls an hour for looking whether something has changed that no event told of,
 * all answers together; GitHub gives a token 5,000.
 */
const LOOKS_AN_HOUR = 300;
/** An answer that nobody has wanted for so long is not looked after. */
const WANTED_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

/** What the forge said to one question. */
export interface Answer {
  value?: unknown;
  etag?: string;
  /** When it was asked last; -Infinity before. */
  askedAt: number;
  wantedAt: number;
  /** Never changes: content by the id that Git gives to it. */
  isForever: boolean;
  /** An event has told that it changed since it was asked. */
  isStale: boolean;
  /** The question is on its way. */
  asking?: Promise<void>;
  /** The forge's answer was of no use; not asked again before it is old. */
  failure?: Error;
}

/** Keeps the forge's answers, and says which of them are old. */
export class ForgeAnswers {
  private readonly kept = new LRUCache<string, Answer>({
    max: KEPT_ANSWERS,
    maxSize: KEPT_CHARACTERS,
  });

  constructor(private readonly now: () => number) {}

  /** The answer to a question, be it still without one. */
  want(key: string, isForever: boolean): Answer {
    const found = this.kept.get(key);
    const answer = found ?? {
      askedAt: -Infinity,
      wantedAt: 0,
      isForever,
      isStale: false,
    };
    answer.wantedAt = this.now();
    if (!found) this.keep(key, answer, 0);
    return answer;
  }

  /** Keeps an answer of so many characters; one that is too large is for its askers only. */
  keep(key: string, answer: Answer, characters: number): void {
    this.kept.set(key, answer, { size: characters + key.length });
  }

  /** Events have told that these changed. */
  changed(concerns: (key: string) => boolean): void {
    for (const [key, answer] of this.kept) {
      if (concerns(key)) {
        answer.isStale = true;
        answer.failure = undefined;
      }
    }
  }

  isOld(answer: Answer): boolean {
    const { askedAt, isForever, isStale } = answer;
    if (isStale || askedAt === -Infinity) return true;
    if (isForever && !answer.failure) return false;
    const age = this.now() - askedAt;
    return age >= FRESH_MS && age >= this.lifetime();
  }

  /** The more is looked after, the longer each answer holds: the calls stay as many. */
  private lifetime(): number {
    const since = this.now() - WANTED_MS;
    let live = 0;
    for (const { isForever, wantedAt } of this.kept.values()) {
      if (!isForever && wantedAt >= since) live += 1;
    }
    return (live * HOUR_MS) / LOOKS_AN_HOUR;
  }
}
