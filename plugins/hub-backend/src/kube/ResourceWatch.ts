import {
  Informer,
  KubernetesListObject,
  KubernetesObject,
  makeInformer,
} from '@kubernetes/client-node';
import { KubeConnection } from './KubeConnection';
import { KubeObject } from './types';

/** What a {@link ResourceWatch} watches and whom it tells. */
export interface ResourceWatchOptions<T extends KubeObject> {
  connection: KubeConnection;
  /** API path of the collection. */
  path: string;
  labelSelector: string;
  onChange(object: T): void;
  onDelete(object: T): void;
  /** All objects there are, after each list, and its resourceVersion; changes follow. */
  onList?(objects: T[], revision: number): void;
  /** It answers (no error), or it doesn't and why. */
  onState(error?: Error): void;
  /** Milliseconds until the next try; grows up to ten times that. */
  retryDelay?: number;
}

const RETRY_DELAY = 500;
/** Failures in a row after which it lists anew, with credentials read anew. */
const FRESH_START_AFTER = 3;

/**
 * Lists and watches one kind of object for as long as it lives. It goes on where
 * it was after a break, lists anew when that is no longer possible, and keeps
 * trying while the API server, or the kind itself, is not there.
 */
export class ResourceWatch<T extends KubeObject> {
  private informer?: Informer<KubernetesObject>;
  private timer?: NodeJS.Timeout;
  private failures = 0;
  private stopped = false;

  constructor(private readonly options: ResourceWatchOptions<T>) {}

  /** Begins, and returns at once. */
  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.informer?.stop();
  }

  private async connect(): Promise<void> {
    try {
      // The informer says that it is connected before it is: ask first.
      await this.list({ limit: '1' });
      if (this.stopped) {
        return;
      }
      const before = this.failures;
      this.informer ??= this.createInformer();
      await this.informer.start();
      // It reports its errors by the event, and starts all the same.
      if (this.failures === before) {
        this.failures = 0;
        this.options.onState();
      }
    } catch (error) {
      this.retry(error as Error);
    }
  }

  private createInformer(): Informer<KubernetesObject> {
    const { connection, path, labelSelector, onList } = this.options;
    const informer = makeInformer<KubernetesObject>(
      connection.config(),
      path,
      async () => {
        const list = await this.list({});
        onList?.(list.items, Number(list.metadata.resourceVersion ?? Infinity));
        return list as unknown as KubernetesListObject<KubernetesObject>;
      },
      labelSelector,
    );
    informer.on('add', object => this.options.onChange(object as T));
    informer.on('update', object => this.options.onChange(object as T));
    informer.on('delete', object => this.options.onDelete(object as T));
    informer.on('error', error => this.retry(error as Error));
    return informer;
  }

  private list(query: Record<string, string>) {
    return this.options.connection.get<{
      apiVersion: string;
      kind: string;
      metadata: { resourceVersion?: string };
      items: T[];
    }>(this.options.path, {
      labelSelector: this.options.labelSelector,
      ...query,
    });
  }

  private retry(error: Error): void {
    if (this.stopped) {
      return;
    }
    this.failures += 1;
    this.options.onState(error);
    if (this.failures >= FRESH_START_AFTER) {
      void this.informer?.stop();
      this.informer = undefined;
    }
    const delay = this.options.retryDelay ?? RETRY_DELAY;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => void this.connect(),
      delay * Math.min(this.failures, 10),
    );
  }
}
