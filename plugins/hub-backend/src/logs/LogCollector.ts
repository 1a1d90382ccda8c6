import { LoggerService } from '@backstage/backend-plugin-api';
import { logTopic, Stage } from '@illm-lab/plugin-hub-common';
import { EventHub } from '../events/EventHub';
import { KubeConnection } from '../kube/KubeConnection';
import { StoredRun } from '../runs/rows';
import { LogFollower } from './LogFollower';
import { LogStore } from './LogStore';
import { LogState } from './LogText';

/** How often what came is written down; readers get it at once. */
const SAVE_MS = 1000;

interface Followed {
  follower: LogFollower;
  state: LogState;
  abort: AbortController;
  done: Promise<void>;
}

/**
 * Follows each step's log once, however many read it: keeps it in the database
 * and sends it to the browsers. A run's pods go when it ends, so it must be
 * followed while it runs.
 */
export class LogCollector {
  private readonly followed = new Map<string, Promise<Followed | undefined>>();
  private stopped = false;

  constructor(
    private readonly options: {
      /** The way to a cluster, the hub when no name is given. */
      connectionTo(cluster: string | undefined): KubeConnection | undefined;
      store: LogStore;
      events: EventHub;
      logger: LoggerService;
    },
  ) {}

  /** Follows what of a run's steps is not complete yet. */
  watch(run: StoredRun): void {
    for (const stage of leaves(run.stages)) {
      this.watchStage(run, stage);
    }
  }

  /** What a step has written so far; undefined when nothing is known of it. */
  async text(run: string, stage: string): Promise<string | undefined> {
    const followed = await this.followed.get(key(run, stage));
    return (
      followed?.state.text ?? (await this.options.store.get(run, stage))?.text
    );
  }

  /** Ends all following and writes down what came. */
  async stop(): Promise<void> {
    this.stopped = true;
    const all = await Promise.all(this.followed.values());
    all.forEach(one => one?.abort.abort());
    await Promise.all(all.map(one => one?.done));
  }

  private watchStage(run: StoredRun, stage: Stage): void {
    const { podName, namespace, cluster } = stage;
    if (!stage.hasLogs || !podName || !namespace || this.stopped) {
      return;
    }
    const connection = this.options.connectionTo(cluster);
    const id = key(run.id, stage.id);
    let following = this.followed.get(id);
    if (!following) {
      if (!connection) {
        // Its cluster is not known, or gone: there is nothing to follow.
        return;
      }
      following = this.follow(run.id, stage.id, {
        connection,
        namespace,
        pod: podName,
      }).catch(error => {
        this.options.logger.error(`Can't follow the log of ${id}`, error);
        this.followed.delete(id);
        return undefined;
      });
      this.followed.set(id, following);
    }
    // A run that has ended has no step that still writes, whatever was seen.
    if (stage.finishedAt !== null || run.finishedAt !== null) {
      void following.then(one => one?.follower.stepEnded());
    }
  }

  private async follow(
    run: string,
    stage: string,
    source: { connection: KubeConnection; namespace: string; pod: string },
  ): Promise<Followed | undefined> {
    const { store, events } = this.options;
    const { connection, namespace, pod } = source;
    if (await store.isComplete(run, stage)) {
      return undefined;
    }
    const state: LogState = (await store.get(run, stage)) ?? {
      text: '',
      lastTime: '',
      lastCount: 0,
      complete: false,
    };
    const abort = new AbortController();
    const follower = new LogFollower({
      connection,
      source: { namespace, pod },
      state,
      signal: abort.signal,
      onText: (text, offset) =>
        events.publish(
          'log',
          { run, step: stage, offset, text },
          logTopic(run, stage),
        ),
    });
    return {
      follower,
      state,
      abort,
      done: this.keep(run, stage, state, follower.run()),
    };
  }

  /** Writes the log down now and then, and at its end. */
  private async keep(
    run: string,
    stage: string,
    state: LogState,
    following: Promise<void>,
  ): Promise<void> {
    let saved = 0;
    const save = async () => {
      if (state.text.length !== saved || state.complete) {
        saved = state.text.length;
        await this.options.store.save(run, stage, state);
      }
    };
    const report = (error: Error) =>
      this.options.logger.error(`Can't keep the log of ${stage}`, error);
    const timer = setInterval(() => void save().catch(report), SAVE_MS);
    await following;
    clearInterval(timer);
    await save().catch(report);
    if (state.complete) {
      // From here on the database answers; the memory is free again. The entry
      // stays, so that the next news of the run don't begin anew.
      this.followed.set(key(run, stage), Promise.resolve(undefined));
    }
  }
}

/** Steps without steps inside: those that have a pod. */
function leaves(stages: Stage[]): Stage[] {
  return stages.flatMap(stage =>
    stage.podName ? [stage, ...leaves(stage.children)] : leaves(stage.children),
  );
}

function key(run: string, stage: string): string {
  return `${run}/${stage}`;
}
