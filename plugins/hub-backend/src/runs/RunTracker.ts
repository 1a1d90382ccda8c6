import { LoggerService } from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import {
  CLUSTER_ROLES,
  LABEL_RUN,
  NAMESPACE_EXPERIMENTS,
  Result,
  RunCluster,
  runTopic,
  TOPIC_RUNS,
} from '@illm-lab/plugin-hub-common';
import { observeRun, revisionOf } from '../argo/runState';
import { EventHub } from '../events/EventHub';
import { Replicas } from '../events/Replicas';
import { Workflow } from '../kube/types';
import { StoredRun, toRun } from './rows';
import { RunStore } from './RunStore';

/** Told of every run that was seen anew. */
export type RunListener = (run: StoredRun) => void;

/**
 * A row is younger than its Workflow, and another replica may be ahead; only
 * after this is a missing one news.
 */
const GRACE_MS = 60_000;

/** What a watch knows when all there is is listed. */
export interface Listing {
  /** resourceVersion of the list. */
  revision: number;
  /** Whether the watch still answers. */
  isConnected: () => boolean;
}

const DELETED = 'Its Workflow was deleted before it had ended.';
const MISSING =
  'The hub has no Workflow of it: it was deleted while the portal did not watch, or the hub was restored from a backup that lacks it.';

/** Turn of what concerns all runs; no run can be called so. */
const RECONCILIATION = '*';

/** Of so many runs it is known what the browsers were told last. */
const MAX_TOLD = 20_000;

interface Seen {
  parent?: Workflow;
  child?: Workflow;
  /** Where the child is, when it is not on the hub. */
  cluster?: string;
}

const byRole = (a: RunCluster, b: RunCluster) =>
  CLUSTER_ROLES.indexOf(a.role) - CLUSTER_ROLES.indexOf(b.role);

/**
 * Puts together what is seen of each run, writes it down and tells the browsers.
 * News of one run are worked off one after the other.
 *
 * Each replica of the portal does so for its own browsers. Which of them was the
 * first to write something down says nothing about whom it was told, so each
 * remembers what it has told itself.
 */
export class RunTracker {
  private readonly seen = new Map<string, Seen>();
  private readonly queues = new Map<string, Promise<void>>();
  private readonly listeners: RunListener[] = [];
  /** What this process has told last, by what and run: a hash. */
  private readonly told = new LRUCache<string, string>({ max: MAX_TOLD });
  private secondLook?: NodeJS.Timeout;

  constructor(
    private readonly options: {
      store: RunStore;
      events: EventHub;
      replicas: Pick<Replicas, 'tell'>;
      logger: LoggerService;
      portalUrl: string;
      /** Time after which what is missing is gone, in milliseconds; 60 s unless told. */
      graceMs?: number;
    },
  ) {}

  private get graceMs() {
    return this.options.graceMs ?? GRACE_MS;
  }

  /** To be told of every observation, changed or not. */
  onRun(listener: RunListener): void {
    this.listeners.push(listener);
  }

  /**
   * A Workflow is there, or changed. Resolves when that is written.
   *
   * @param cluster - the run's own cluster that has it; the hub when absent
   */
  observe(workflow: Workflow, cluster?: string): Promise<void> {
    const run = runOf(workflow);
    if (run === undefined) {
      return Promise.resolve();
    }
    const seen = this.seen.get(run) ?? {};
    const role = !cluster && isParent(workflow) ? 'parent' : 'child';
    if (seen[role] && revisionOf(seen[role]) > revisionOf(workflow)) {
      return Promise.resolve();
    }
    seen[role] = workflow;
    if (role === 'child') {
      seen.cluster = cluster;
    }
    this.seen.set(run, seen);
    return this.inTurn(run, () => this.write(run));
  }

  /** A Workflow is gone. */
  remove(workflow: Workflow): Promise<void> {
    const run = runOf(workflow);
    const seen = run === undefined ? undefined : this.seen.get(run);
    if (run === undefined || !seen) {
      return Promise.resolve();
    }
    if (!isParent(workflow)) {
      // Its steps as they were at the end are written before they are forgotten.
      return this.inTurn(run, async () => {
        seen.child = workflow;
        await this.write(run);
        seen.child = undefined;
      });
    }
    this.seen.delete(run);
    return this.inTurn(run, () => this.vanished(run, DELETED));
  }

  /**
   * All Workflows there are: runs that should be among them and aren't, ended.
   * What the list can't decide is looked at again after a while: a run that has
   * just begun, and one of which something newer was seen than the list is.
   */
  reconcile(workflows: Workflow[], listing: Listing): Promise<void> {
    const there = new Set(workflows.filter(isParent).map(runOf));
    for (const [run, seen] of this.seen) {
      if (!there.has(run)) {
        seen.parent = undefined;
      }
    }
    return this.inTurn(RECONCILIATION, async () => {
      let isDecided = true;
      for (const run of await this.options.store.unfinished()) {
        // Another replica may have seen it after this list was made.
        if (this.isYoung(run) || run.revision > listing.revision) {
          isDecided = false;
        } else if (!there.has(run.id)) {
          await this.inTurn(run.id, () => this.vanished(run.id, MISSING));
        }
      }
      if (!isDecided) {
        this.lookAgain(listing);
      }
    });
  }

  /** Nothing is looked at again after this. */
  stop(): void {
    clearTimeout(this.secondLook);
  }

  private isYoung(run: StoredRun): boolean {
    const age = Date.now() - Date.parse(run.createdAt);
    return run.workflowUid === null && age < this.graceMs;
  }

  /**
   * By then this replica has seen what any other had. A run that is still
   * missing is gone. One of which something newer is written than there is was
   * brought back by a restore of etcd, and goes on from what there is.
   */
  private lookAgain(listing: Listing): void {
    clearTimeout(this.secondLook);
    this.secondLook = setTimeout(() => {
      if (!listing.isConnected()) {
        this.lookAgain(listing);
        return;
      }
      void this.inTurn(RECONCILIATION, async () => {
        for (const run of await this.options.store.unfinished()) {
          if (this.isYoung(run)) {
            this.lookAgain(listing);
          } else {
            await this.inTurn(run.id, () => this.settle(run));
          }
        }
      });
    }, this.graceMs);
    this.secondLook.unref();
  }

  private async settle({ id, revision }: StoredRun): Promise<void> {
    const { parent, child, cluster } = this.seen.get(id) ?? {};
    if (!parent) {
      await this.vanished(id, MISSING);
    } else if (observeRun(parent, child, { cluster }).revision < revision) {
      await this.options.store.forgetRevision(id, revision);
      await this.write(id);
    }
  }

  /** Whether the hub still has the Workflow of a run, as far as is known. */
  hasWorkflow(run: string): boolean {
    return this.seen.get(run)?.parent !== undefined;
  }

  /** Resolves when all news so far are worked off. */
  async idle(): Promise<void> {
    while (this.queues.size > 0) {
      await Promise.all(this.queues.values());
    }
  }

  /** A result was collected. */
  saveResult(run: string, result: Result): Promise<void> {
    return this.inTurn(run, async () => {
      const { store, events } = this.options;
      await store.saveResult(run, result);
      if (this.isNews(`result ${run}`, result)) {
        events.publish('result', { run, result }, runTopic(run));
      }
      await this.tellOf(run);
    });
  }

  /** A cluster of a run is there, or changed, or is gone. */
  observeCluster(run: string, cluster: RunCluster): Promise<void> {
    return this.inTurn(run, async () => {
      await this.options.store.changeClusters(run, known => {
        const others = known.filter(({ name }) => name !== cluster.name);
        return [...others, cluster].sort(byRole);
      });
      await this.tellOf(run);
    });
  }

  /**
   * All clusters of runs there are, by name: those that a run should have and
   * that are not among them have gone while nobody watched.
   */
  async reconcileClusters(there: ReadonlySet<string>): Promise<void> {
    const now = new Date().toISOString();
    const gone = ({ name, removedAt, createdAt }: RunCluster) =>
      removedAt === null &&
      !there.has(name) &&
      Date.now() - Date.parse(createdAt) >= this.graceMs;
    for (const run of await this.options.store.withClusters()) {
      if (!run.clusters.some(gone)) continue;
      await this.inTurn(run.id, async () => {
        await this.options.store.changeClusters(run.id, known =>
          known.map(cluster =>
            gone(cluster)
              ? {
                  ...cluster,
                  phase: 'Removed',
                  message: 'It went while the portal did not watch.',
                  removedAt: now,
                }
              : cluster,
          ),
        );
        await this.tellOf(run.id);
      });
    }
  }

  /**
   * Tells the browsers of every replica how a run is now that its row was
   * written without the hub's word.
   */
  async announce(id: string): Promise<void> {
    this.options.replicas.tell({ kind: 'run', run: id });
    await this.changedElsewhere(id);
  }

  /** Another replica has written a run's row: tells this one's browsers. */
  changedElsewhere(id: string): Promise<void> {
    return this.inTurn(id, () => this.tellOf(id));
  }

  private async tellOf(id: string): Promise<void> {
    const run = await this.options.store.get(id);
    if (run) {
      this.tell(run);
    }
  }

  private tell(run: StoredRun): void {
    const { events, portalUrl } = this.options;
    const whole = toRun(run, portalUrl, { stages: true });
    if (this.isNews(`run ${run.id}`, whole)) {
      const brief = toRun(run, portalUrl, { stages: false });
      events.publish('run', brief, TOPIC_RUNS);
      events.publish('run', whole, runTopic(run.id));
    }
  }

  /** Whether this was not what was told of it last; it is from now on. */
  private isNews(of: string, what: object): boolean {
    const hash = createHash('sha1').update(JSON.stringify(what)).digest('hex');
    const known = this.told.get(of);
    this.told.set(of, hash);
    return known !== hash;
  }

  private async write(id: string): Promise<void> {
    const { parent, child, cluster } = this.seen.get(id) ?? {};
    if (!parent) {
      return;
    }
    const { store } = this.options;
    const known = (await store.get(id))?.stages;
    const run = await store.observe(
      observeRun(parent, child, { known, cluster }),
    );
    this.tell(run);
    this.listeners.forEach(listener => listener(run));
  }

  private async vanished(id: string, how: string): Promise<void> {
    const { store } = this.options;
    const run = await store.get(id);
    if (!run || this.seen.get(id)?.parent) {
      return;
    }
    if (run.finishedAt !== null) {
      // Ended, or another replica was faster: what it wrote is told here too.
      this.tell(run);
      return;
    }
    const gone = await store.update(
      id,
      {
        phase: 'Error',
        message:
          run.workflowUid === null
            ? 'The hub never took this run. Start it again.'
            : how,
        finishedAt: new Date().toISOString(),
      },
      'running',
    );
    this.tell(gone);
    this.listeners.forEach(listener => listener(gone));
  }

  private inTurn(run: string, work: () => Promise<void>): Promise<void> {
    const before = this.queues.get(run) ?? Promise.resolve();
    const turn = before.then(work).catch(error => {
      this.options.logger.error(`News of run ${run} were lost`, error as Error);
    });
    this.queues.set(run, turn);
    void turn.then(() => {
      if (this.queues.get(run) === turn) {
        this.queues.delete(run);
      }
    });
    return turn;
  }
}

function isParent({ metadata }: Workflow): boolean {
  return metadata.namespace === NAMESPACE_EXPERIMENTS;
}

/** Both Workflows of a run are called like it; others only carry its label. */
function runOf({ metadata }: Workflow): string | undefined {
  const run = metadata.labels?.[LABEL_RUN];
  return run === metadata.name &&
    [NAMESPACE_EXPERIMENTS, run].includes(metadata.namespace ?? '')
    ? run
    : undefined;
}
