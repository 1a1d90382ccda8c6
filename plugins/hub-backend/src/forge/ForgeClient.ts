import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import pLimit from 'p-limit';
import { z } from 'zod';
import { HubConfig } from '../config';
import { Answer, ForgeAnswers } from './ForgeAnswers';
import { busyUntil, causeOf, ForgeRefusal } from './refusals';

/** How long one answer may take, in ms. */
const TIMEOUT_MS = 10_000;
/** How long a forge that failed is left alone, in ms. */
const PAUSE_MS = 10_000;
/** Requests at once. */
const AT_ONCE = 8;
const NOT_MODIFIED = 304;
const NOT_FOUND = 404;
const SERVER_ERROR = 500;

/** A question to the forge. */
export interface Question<T> {
  /** Below the repository, `/pulls`. */
  path: string;
  schema: z.ZodType<T>;
  /** What the answer is called in an error. */
  what: string;
  /** Stands in for what is not there. */
  or?: T;
  /** Of this Git object or commit: asked once for each. */
  of?: string;
  /** The answer is the file itself and no JSON. */
  raw?: boolean;
  /** Whoever asks acts on the answer: what was known before does not do. */
  fresh?: boolean;
}

/**
 * The one way to GitHub's API, for the repository of `hub.repository` and with
 * the integration's token. All who want an answer share one: it is asked for
 * again, with its ETag, when an event told of a change, and seldom else. Every
 * answer is checked before it is used; errors name the host.
 */
export class ForgeClient {
  private readonly answers: ForgeAnswers;
  private readonly limit = pLimit(AT_ONCE);
  private pause?: { until: number; error: Error; isBusy: boolean };

  constructor(
    private readonly options: {
      config: Pick<HubConfig, 'repository'>;
      integrations: ScmIntegrations;
      /** The time in ms; for tests. */
      now?: () => number;
      timeoutMs?: number;
    },
  ) {
    this.answers = new ForgeAnswers(() => this.now());
  }

  /** @throws Error while the forge does not answer, or not with what was asked for */
  async get<T>(question: Question<T>, signal: AbortSignal): Promise<T> {
    const { path, of, fresh = false } = question;
    const key = of === undefined ? path : `${path}@${of}`;
    const answer = this.answers.want(key, of !== undefined);
    if (answer.asking && answer.isStale) {
      // What is on its way may be from before the change.
      await inTime(
        answer.asking.catch(() => {}),
        signal,
        this.host,
      );
    }
    if (answer.asking || fresh || this.answers.isOld(answer)) {
      if (!answer.asking) this.mayAsk(fresh);
      answer.asking ??= this.ask(key, question, answer).finally(() => {
        answer.asking = undefined;
      });
      await inTime(answer.asking, signal, this.host);
    }
    if (answer.failure) throw answer.failure;
    return answer.value as T;
  }

  /**
   * Writes.
   *
   * @throws ForgeRefusal when the forge would not take it
   */
  async send(
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { url, headers } = await this.address(path);
    const response = await fetch(url, {
      method,
      signal,
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(error => {
      throw new Error(`${url.host} does not answer: ${causeOf(error)}.`);
    });
    const answer = (await response.json().catch(() => undefined)) as
      | { message?: string }
      | undefined;
    if (!response.ok) {
      throw new ForgeRefusal(
        response.status,
        `${url.host} answered ${response.status}${
          answer?.message ? `: ${answer.message}` : ''
        }.`,
      );
    }
    return answer;
  }

  /** What was known of these paths is from before a change. */
  changed(concerns: (path: string) => boolean): void {
    this.answers.changed(concerns);
    if (!this.pause?.isBusy) this.pause = undefined;
  }

  private mayAsk(fresh: boolean): void {
    const { pause } = this;
    if (pause && this.now() < pause.until && (pause.isBusy || !fresh)) {
      throw pause.error;
    }
  }

  private async ask<T>(
    key: string,
    question: Question<T>,
    answer: Answer,
  ): Promise<void> {
    answer.askedAt = this.now();
    answer.isStale = false;
    try {
      await this.limit(() => this.read(key, question, answer));
    } catch (error) {
      // It is known no better than before.
      answer.isStale = true;
      throw error;
    }
  }

  private async read<T>(
    key: string,
    question: Question<T>,
    answer: Answer,
  ): Promise<void> {
    const { schema, what, or, raw } = question;
    const { url, headers } = await this.address(question.path);
    const response = await this.fetch(url, {
      ...headers,
      ...(raw && { Accept: 'application/vnd.github.raw+json' }),
      ...(answer.etag && { 'If-None-Match': answer.etag }),
    });
    if (response.status === NOT_MODIFIED) return;
    answer.failure = undefined;
    answer.etag = undefined;
    if (response.status === NOT_FOUND && or !== undefined) {
      answer.value = or;
      return;
    }
    if (!response.ok) {
      answer.failure = new Error(`${url.host} answered ${response.status}.`);
      return;
    }
    const { text } = response;
    const parsed = schema.safeParse(raw ? text : jsonOf(text));
    if (!parsed.success) {
      answer.failure = new Error(
        `${url.host} answered something that is no ${what}.`,
      );
      return;
    }
    answer.value = parsed.data;
    answer.etag = response.etag;
    this.answers.keep(key, answer, text.length);
  }

  /** GET; a forge that fails or has enough of us is left alone for a while. */
  private async fetch(url: URL, headers: Record<string, string>) {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      // “no-cache”: it is us who keep answers, and the forge is to be asked.
      const response = await fetch(url, { headers, signal, cache: 'no-cache' });
      const text = await response.text();
      const until = busyUntil(response, this.now());
      if (until !== undefined) {
        const error = new Error(
          `${url.host} takes no more questions before ${new Date(
            until,
          ).toISOString()}.`,
        );
        this.pause = { until, error, isBusy: true };
        throw error;
      }
      if (response.status >= SERVER_ERROR) {
        throw this.paused(`${url.host} answered ${response.status}.`);
      }
      this.pause = undefined;
      const { status, ok } = response;
      return {
        status,
        ok,
        text,
        etag: response.headers.get('etag') ?? undefined,
      };
    } catch (error) {
      if (error === this.pause?.error) throw error;
      throw this.paused(
        signal.aborted
          ? `${url.host} did not answer in time.`
          : `${url.host} does not answer: ${causeOf(error as Error)}.`,
      );
    }
  }

  private paused(message: string): Error {
    const error = new Error(message);
    this.pause = { until: this.now() + PAUSE_MS, error, isBusy: false };
    return error;
  }

  private get host(): string {
    return new URL(this.options.config.repository).host;
  }

  private async address(path: string) {
    const { integrations } = this.options;
    const { repository } = this.options.config;
    const api = integrations.github.byUrl(repository)?.config.apiBaseUrl;
    if (!api) {
      throw new Error(
        `No GitHub integration covers hub.repository, ${repository}. Add its host to integrations.github.`,
      );
    }
    const { headers } = await DefaultGithubCredentialsProvider.fromIntegrations(
      integrations,
    ).getCredentials({ url: repository });
    const name = new URL(repository).pathname.replace(/\.git$/, '');
    return { url: new URL(`${api}/repos${name}${path}`), headers };
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}

/** Waits no longer than who asks has time; others may have more. */
async function inTime(
  work: Promise<void>,
  signal: AbortSignal,
  host: string,
): Promise<void> {
  let stop = () => {};
  const late = new Promise<never>((_, reject) => {
    stop = () => reject(new Error(`${host} did not answer in time.`));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, late]);
  } finally {
    signal.removeEventListener('abort', stop);
    // Who asked last may be gone when the answer fails.
    work.catch(() => {});
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
