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

/** A row is younger than its Workflow; only after this is a missing one news. */
const SUBMIT_GRACE_MS = 60_000;

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

  constructor(
    private readonly options: {
      store: RunStore;
      events: EventHub;
      replicas: Pick<Replicas, 'tell'>;
      logger: LoggerService;
      portalUrl: string;
    },
  ) {}

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
    return this.inTurn(run, () => this.vanished(run));
  }

  /**
   * All Workflows there are: runs that should be among them and aren't, ended.
   *
   * @param revision - resourceVersion of the list
   */
  reconcile(workflows: Workflow[], revision: number): Promise<void> {
    const there = new Set(workflows.filter(isParent).map(runOf));
    for (const [run, seen] of this.seen) {
      if (!there.has(run)) {
        seen.parent = undefined;
      }
    }
    return this.inTurn(RECONCILIATION, async () => {
      for (const run of await this.options.store.unfinished()) {
        const age = Date.now() - Date.parse(run.createdAt);
        const young = run.workflowUid === null && age < SUBMIT_GRACE_MS;
        // Another replica may have seen it after this list was made.
        const later = run.revision > revision;
        if (!there.has(run.id) && !young && !later) {
          await this.inTurn(run.id, () => this.vanished(run.id));
        }
      }
    });
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

  private async vanished(id: string): Promise<void> {
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
            : 'Its Workflow was deleted before it had ended.',
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
