import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './KubeApi';
import { clusterPath } from './objects';
import { ProviderContext, Provisioning } from './Provisioning';
import { ClusterObject } from './types';

const RETRY_MS = 1_000;
const WATCH_SECONDS = 240;
const GONE = 410;

interface List {
  metadata: { resourceVersion: string };
  items: ClusterObject[];
}

interface WatchLine {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: ClusterObject & { code?: number; message?: string };
}

/**
 * Makes and removes clusters as the hub's ExperimentClusters of one provider
 * say. All that it must remember is in these objects and with their maker, so
 * it may end at any time and another goes on.
 */
export class Provider {
  private readonly clusters = new Map<string, Provisioning>();
  private readonly stopping = new AbortController();

  constructor(private readonly context: ProviderContext) {}

  /** Works until it is stopped. */
  async run(onReady: () => void): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const revision = await this.list();
        onReady();
        await this.follow(revision);
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        this.context.logger.warn(`Lost the hub's clusters: ${reason}`);
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Ends the work; the clusters themselves run on. */
  stop(): void {
    this.stopping.abort();
    for (const cluster of this.clusters.values()) cluster.detach();
  }

  private async list(): Promise<string> {
    const { api, logger, maker } = this.context;
    const { items, metadata } = await api.get<List>(clusterPath());
    const ours = items.filter(object => this.isOurs(object));
    const wanted = new Set(ours.map(object => object.metadata.name));
    for (const name of maker.list()) {
      if (!wanted.has(name) && !this.clusters.has(name)) {
        logger.info(`${name}: its object is gone; ended`);
        await maker.end(name);
      }
    }
    for (const [name, cluster] of this.clusters) {
      if (!wanted.has(name)) cluster.gone();
    }
    ours.forEach(object => this.take(object));
    return metadata.resourceVersion;
  }

  private async follow(from: string): Promise<void> {
    const at = { revision: from };
    while (!this.stopping.signal.aborted) await this.watchFrom(at);
  }

  /** Takes changes until the server ends the watch, and notes how far it came. */
  private async watchFrom(at: { revision: string }): Promise<void> {
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: `${WATCH_SECONDS}`,
      resourceVersion: at.revision,
    });
    await this.context.api.watch(
      `${clusterPath()}?${query}`,
      line => {
        const { type, object } = line as WatchLine;
        if (type === 'ERROR') {
          throw new ApiError(object.code ?? GONE, object.message ?? 'gone');
        }
        at.revision = object.metadata.resourceVersion;
        if (type === 'ADDED' || type === 'MODIFIED') this.take(object);
        if (type === 'DELETED') {
          this.clusters.get(object.metadata.name)?.gone();
        }
      },
      this.stopping.signal,
    );
  }

  private isOurs({ spec }: ClusterObject): boolean {
    return spec.provider === this.context.maker.provider;
  }

  private take(object: ClusterObject): void {
    if (!this.isOurs(object)) return;
    const { name } = object.metadata;
    const known = this.clusters.get(name);
    if (known) {
      known.update(object);
      return;
    }
    this.clusters.set(
      name,
      new Provisioning(object, this.context, () => this.clusters.delete(name)),
    );
  }
}
