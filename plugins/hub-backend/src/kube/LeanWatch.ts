import { setTimeout as sleep } from 'node:timers/promises';
import { HttpStatusError } from './httpRequest';
import { KubeConnection } from './KubeConnection';
import { KubeObject } from './types';

/** What a {@link LeanWatch} watches and what it keeps of it. */
export interface LeanWatchOptions<T extends KubeObject, Lean> {
  connection: KubeConnection;
  /** API path of the collection. */
  path: string;
  labelSelector?: string;
  /** What is kept of an object; the rest is let go. */
  lean(object: T): Lean;
  /** Something came, changed or went; what is there now is in `items`. */
  onChange(): void;
  /** It answers (no error), or it doesn't and why. */
  onState(error?: Error): void;
  /** Milliseconds until the next try; grows up to ten times that. */
  retryDelay?: number;
}

interface ListAnswer<T> {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: T[];
}

interface WatchLine<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T & { code?: number; message?: string };
}

const RETRY_DELAY = 500;
const PAGE = '500';
/** The API server ends the watch after this many seconds, and it is renewed. */
const WATCH_SECONDS = 60;
/** A connection that is silent for longer is broken, though nobody said so. */
const IDLE_MS = 75_000;
/** How long one page of the list may take. */
const LIST_TIMEOUT_MS = 10_000;
const GONE = 410;

/**
 * Lists and watches a collection that may be large, and keeps only a part of
 * each object: thousands of pods are then a megabyte, not fifty. It goes on
 * where it was after a break and lists anew when that is no longer possible.
 */
export class LeanWatch<T extends KubeObject, Lean> {
  /** What is there, as far as is known, by `uid`. */
  readonly items = new Map<string, Lean>();
  /** Failures in a row. */
  private failures = 0;
  private readonly stopping = new AbortController();
  private revision?: string;
  private running?: Promise<void>;

  constructor(private readonly options: LeanWatchOptions<T, Lean>) {}

  /** Begins, and returns at once. */
  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private answered(): void {
    this.failures = 0;
    this.options.onState();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (this.revision === undefined) {
          await this.list();
        }
        await this.watch(() => this.answered());
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof HttpStatusError && error.status === GONE) {
          this.revision = undefined;
        }
        this.failures += 1;
        this.options.onState(error as Error);
        const delay = this.options.retryDelay ?? RETRY_DELAY;
        await sleep(delay * Math.min(this.failures, 10), undefined, {
          signal,
        }).catch(() => undefined);
      }
    }
  }

  private async list(): Promise<void> {
    const { connection, path, labelSelector, lean } = this.options;
    const found = new Map<string, Lean>();
    let next: string | undefined;
    let revision: string | undefined;
    do {
      const page: ListAnswer<T> = await connection.get(
        path,
        {
          limit: PAGE,
          ...(labelSelector && { labelSelector }),
          ...(next && { continue: next }),
        },
        AbortSignal.any([
          this.stopping.signal,
          AbortSignal.timeout(LIST_TIMEOUT_MS),
        ]),
      );
      if (!Array.isArray(page?.items) || !page.metadata?.resourceVersion) {
        throw new Error(`The answer to ${path} is no list of Kubernetes.`);
      }
      page.items.forEach(item => found.set(keyOf(item), lean(item)));
      revision = page.metadata.resourceVersion;
      next = page.metadata.continue;
    } while (next);
    this.items.clear();
    found.forEach((item, key) => this.items.set(key, item));
    this.revision = revision;
    this.options.onChange();
  }

  private async watch(onOpen: () => void): Promise<void> {
    const { connection, path, labelSelector } = this.options;
    const stream = await connection.stream(
      path,
      {
        watch: 'true',
        resourceVersion: this.revision!,
        allowWatchBookmarks: 'true',
        timeoutSeconds: `${WATCH_SECONDS}`,
        ...(labelSelector && { labelSelector }),
      },
      this.stopping.signal,
      IDLE_MS,
    );
    onOpen();
    stream.setEncoding('utf8');
    let rest = '';
    for await (const chunk of stream) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      lines.filter(Boolean).forEach(line => this.take(JSON.parse(line)));
    }
  }

  private take({ type, object }: WatchLine<T>): void {
    if (type === 'ERROR') {
      // Whatever it is, what was missed is found by a new list.
      this.revision = undefined;
      throw new Error(object.message ?? 'The API server ended the watch.');
    }
    this.revision = object.metadata.resourceVersion ?? this.revision;
    if (type === 'BOOKMARK') return;
    if (type === 'DELETED') {
      this.items.delete(keyOf(object));
    } else {
      this.items.set(keyOf(object), this.options.lean(object));
    }
    this.options.onChange();
  }
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`;
}
