import { ServiceDifference } from '@illm-lab/plugin-hub-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Application } from '../argocd/application';
import { TreeNode } from '../argocd/argocdAnswers';
import { ArgocdServer } from '../argocd/ArgocdServer';
import { keyOf, readDifferences } from '../diff/differences';
import { readFacts, ServiceFacts } from './facts';
import { Throttle } from './throttle';

/** What is known of an Application's objects; the last good answer. */
export interface ServiceResources {
  nodes: TreeNode[];
  differences: ServiceDifference[];
  facts: ServiceFacts;
  /** Whether the tree was ever read. */
  known: boolean;
  /** Why what is here may be old. */
  fault?: Error;
  lastGoodAt?: string;
}

/** Milliseconds between two looks while something differs, and else. */
const EAGER = 300;
const CALM = 5_000;
const RETRY = 1_000;
const LONGEST_RETRY = 10_000;
/** Milliseconds after which a stream is opened anew. */
const LEASE = 300_000;

/**
 * Follows the objects of one Application: its tree by Argo CD's stream, and what
 * differs from Git whenever one of the defined objects has changed. An object
 * that is changed once more leaves its Application as it was, out of sync, so
 * the Application's own changes would not tell.
 */
export class ResourceFollower {
  private readonly abort = new AbortController();
  private readonly looking: Throttle;
  private readonly known: ServiceResources = {
    nodes: [],
    differences: [],
    facts: { endpoints: [] },
    known: false,
  };
  private application: Application;
  private seen = '';
  private busy = false;
  private again = false;

  constructor(
    application: Application,
    private readonly options: {
      server: ArgocdServer;
      onChange(): void;
    },
  ) {
    this.application = application;
    this.looking = new Throttle(
      () => void this.look(),
      () => (this.isSynced() ? CALM : EAGER),
    );
  }

  /** What is known now. */
  current(): ServiceResources {
    return this.known;
  }

  start(): void {
    void this.follow();
  }

  stop(): void {
    this.abort.abort();
    this.looking.stop();
  }

  /** The Application has changed, and perhaps what differs. */
  update(application: Application): void {
    const wasSynced = this.isSynced();
    this.application = application;
    // Of what differs the eager look is to be the next one.
    if (wasSynced && !this.isSynced()) {
      this.looking.stop();
    }
    if (this.outline() !== this.seen) {
      this.looking.call();
    }
  }

  /** Reads all anew, for after a break. */
  async reload(): Promise<void> {
    const { name } = this.application.metadata;
    try {
      this.take(await this.options.server.tree(name));
    } catch (error) {
      this.fail(error as Error);
      return;
    }
    await this.look();
  }

  private async follow(): Promise<void> {
    const { signal } = this.abort;
    const { name } = this.application.metadata;
    let failures = 0;
    const take = (nodes: TreeNode[]) => {
      failures = 0;
      this.take(nodes);
    };
    while (!signal.aborted) {
      // Argo CD answers the request for a stream with the first change, so what
      // is there now is asked for beside it, and once more when it surely listens.
      void this.reload();
      const again = setTimeout(() => void this.reload(), RETRY);
      // A connection may die without a word, so none is kept for ever.
      const lease = AbortSignal.any([signal, AbortSignal.timeout(LEASE)]);
      try {
        await this.options.server.followTree(name, lease, take);
      } catch (error) {
        if (lease.aborted) {
          failures = 0;
        } else {
          this.fail(error as Error);
        }
      }
      clearTimeout(again);
      const delay = Math.min(RETRY * 2 ** failures, LONGEST_RETRY);
      failures += 1;
      await sleep(delay, undefined, { signal }).catch(() => undefined);
    }
  }

  private take(nodes: TreeNode[]): void {
    this.known.nodes = nodes;
    this.known.known = true;
    this.known.lastGoodAt = new Date().toISOString();
    if (this.outline() !== this.seen) {
      this.looking.call();
    }
    this.options.onChange();
  }

  /** Reads the differences; once more when asked for meanwhile. */
  private async look(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const outline = this.outline();
    try {
      const { application } = this;
      const items = await this.options.server.managed(
        application.metadata.name,
      );
      this.known.differences = readDifferences(this.application, items);
      this.known.facts = readFacts(items);
      this.known.fault = undefined;
      this.known.lastGoodAt = new Date().toISOString();
      this.seen = outline;
    } catch (error) {
      this.fail(error as Error);
    } finally {
      this.busy = false;
    }
    this.options.onChange();
    if (this.again) {
      this.again = false;
      this.looking.call();
    }
  }

  private fail(error: Error): void {
    if (!this.abort.signal.aborted) {
      this.known.fault = error;
      this.options.onChange();
    }
  }

  private isSynced(): boolean {
    return this.application.status?.sync?.status === 'Synced';
  }

  /** Changes whenever another look at the differences is due. */
  private outline(): string {
    const { status } = this.application;
    const defined = new Set((status?.resources ?? []).map(keyOf));
    return JSON.stringify([
      status?.sync?.status,
      status?.sync?.revision,
      (status?.resources ?? []).map(one => [keyOf(one), one.status]),
      this.known.nodes
        .filter(node => defined.has(keyOf(node)))
        .map(node => [node.uid, node.resourceVersion])
        .sort(),
    ]);
  }
}
