import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '../supervisor';
import { KubeApi } from './KubeApi';
import { ClusterMaker, MadeCluster } from './Maker';
import {
  clusterSecret,
  clusterSecretPath,
  clusterPath,
  finalizerOf,
  kubeconfigSecret,
  kubeconfigSecretName,
} from './objects';
import { conditionsOf, CONDITIONS, Groups, waitingStatus } from './status';
import { Timeline } from './Timeline';
import { ClusterObject, ClusterStatus, Condition } from './types';

/** Changes come in bursts, and one report is enough for each. */
const REPORT_MS = 150;
const RETRY_MS = 2_000;

/** What all clusters of a provider share. */
export interface ProviderContext {
  api: Pick<KubeApi, 'get' | 'merge' | 'apply' | 'remove' | 'watch'>;
  maker: ClusterMaker;
  logger: Logger;
}

/** Brings one ExperimentCluster to what its object says, and tells how it goes. */
export class Provisioning {
  private timeline: Timeline;
  private conditions: Condition[];
  private cluster?: MadeCluster;
  private published = false;
  private readonly begun: Promise<void>;
  private removing?: Promise<void>;
  private timer?: NodeJS.Timeout;
  private reporting = Promise.resolve();
  private lastReport = '';
  private ended = false;

  constructor(
    private object: ClusterObject,
    private readonly context: ProviderContext,
    private readonly onGone: () => void,
  ) {
    this.timeline = new Timeline(object.status?.timeline);
    this.conditions = object.status?.conditions ?? [];
    this.begun = this.patiently(
      () => this.begin(),
      () => this.removing !== undefined,
    );
  }

  /** The object has changed; only its removal is of interest. */
  update(object: ClusterObject): void {
    this.object = object;
    if (object.metadata.deletionTimestamp) this.remove();
  }

  /** The object is not there any more, and so the cluster must not be. */
  gone(): void {
    this.remove();
  }

  /** Ends what this process does; the cluster itself runs on. */
  detach(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private get name() {
    return this.object.metadata.name;
  }

  private get finalizer() {
    return finalizerOf(this.context.maker.provider);
  }

  private get path() {
    return clusterPath(this.object.metadata);
  }

  private async begin(): Promise<void> {
    const { api, logger, maker } = this.context;
    const { metadata } = this.object;
    if (metadata.deletionTimestamp) {
      this.remove();
      return;
    }
    if (!metadata.finalizers?.includes(this.finalizer)) {
      await api.merge(this.path, {
        metadata: {
          resourceVersion: metadata.resourceVersion,
          finalizers: [...(metadata.finalizers ?? []), this.finalizer],
        },
      });
    }
    const refused = maker.refusal(this.object);
    if (refused) {
      await this.write(waitingStatus('Failed', 'NotSupported', refused));
      return;
    }
    const made = await maker.make(this.object, {
      logger: {
        info: message => logger.info(`${this.name}: ${message}`),
        warn: message => logger.warn(`${this.name}: ${message}`),
      },
      onChange: () => this.changed(),
    });
    if (typeof made === 'string') {
      await this.write(waitingStatus('Pending', 'NoRoom', made));
      throw new Error(made);
    }
    if (this.removing || this.ended) return;
    this.cluster = made;
    await this.cluster.start();
    this.changed();
  }

  private changed(): void {
    if (this.ended || this.removing) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.reporting = this.reporting.then(() =>
        this.patiently(() => this.report()),
      );
    }, REPORT_MS);
  }

  private async report(): Promise<void> {
    if (!this.cluster || this.removing) return;
    const groups: Groups = {};
    for (const [group, , title] of CONDITIONS) {
      const state = this.cluster.group(group);
      if (!state) continue;
      groups[group] = state;
      this.timeline.begin(group, title, state.message);
      if (state.ready) this.timeline.end(group);
    }
    this.conditions = conditionsOf(groups, this.conditions);
    const ready = this.conditions.find(({ type }) => type === 'Ready')!;
    if (ready.status === 'True' && !this.published) {
      await this.publish(this.cluster);
      this.published = true;
    }
    // That it is not ready is said by what is not.
    const open = this.conditions.filter(
      ({ type, status, message }) =>
        type !== 'Ready' && status === 'False' && message,
    );
    await this.write({
      phase: ready.status === 'True' ? 'Ready' : 'Provisioning',
      message: open.map(({ message }) => message).join('; '),
      endpoint: this.cluster.endpoint,
      kubeconfigSecret: kubeconfigSecretName(this.name),
      kubernetesVersion: this.context.maker.kubernetesVersion(),
      conditions: this.conditions,
      timeline: this.timeline.list(),
    });
  }

  /** Tells the run's steps and the portal the way into the cluster. */
  private async publish(cluster: MadeCluster): Promise<void> {
    const { kubeconfig, portal } = await cluster.access();
    for (const { path, body } of [
      kubeconfigSecret(this.object, kubeconfig),
      clusterSecret(this.object, portal),
    ]) {
      await this.context.api.apply(path, body);
    }
  }

  private async write(status: ClusterStatus): Promise<void> {
    const text = JSON.stringify(status);
    if (text === this.lastReport) return;
    await this.context.api.merge(`${this.path}/status`, { status });
    this.lastReport = text;
  }

  private remove(): void {
    this.removing ??= this.patiently(async () => {
      const { api, logger, maker } = this.context;
      clearTimeout(this.timer);
      // What it is at would make again what is removed here.
      await this.begun;
      await this.reporting;
      await this.cluster?.stop();
      await maker.end(this.name);
      await api.remove(clusterSecretPath(this.name));
      const { finalizers = [] } = this.object.metadata;
      const left = finalizers.filter(one => one !== this.finalizer);
      if (left.length < finalizers.length) {
        await api
          .merge(this.path, { metadata: { finalizers: left } })
          .catch(error => {
            if (error.status !== 404) throw error;
          });
      }
      logger.info(`${this.name}: removed`);
    }).then(() => {
      this.ended = true;
      this.onGone();
    });
  }

  /** Tries until it works or is not wanted: the hub's API server may restart. */
  private async patiently(
    work: () => Promise<void>,
    unwanted = () => false,
  ): Promise<void> {
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (
          this.ended ||
          unwanted() ||
          (error as { status?: number }).status === 404
        ) {
          return;
        }
        const reason = error instanceof Error ? error.message : String(error);
        this.context.logger.warn(`${this.name}: ${reason}`);
        await sleep(RETRY_MS);
      }
    }
  }
}
