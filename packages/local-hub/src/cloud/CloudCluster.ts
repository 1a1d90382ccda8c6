import { setTimeout as sleep } from 'node:timers/promises';
import { BringUp } from '../clusters/BringUp';
import { ClusterContents } from '../clusters/contents';
import { Group, GroupState } from '../clusters/groups';
import { ApiError, KubeApi } from '../clusters/KubeApi';
import { clusterAccess, tokenKubeconfig } from '../clusters/kubeconfig';
import { ClusterAccess, MadeCluster } from '../clusters/Maker';
import { Run } from '../clusters/programs';
import { ClusterObject } from '../clusters/types';
import { Logger, writeFileAtomic } from '../supervisor';
import { CloudRequest, request, requestPath } from './request';
import { wayIn } from './wayIn';

/** A cloud takes minutes. */
const POLL_MS = 3_000;
const NOT_FOUND = 404;
/** What Crossplane puts around the words of a function. */
const FRAME = /^cannot compose resources: .* returned a fatal result: /;

interface Options {
  api: Pick<KubeApi, 'get' | 'apply'>;
  contents: ClusterContents;
  run: Run;
  /** File for the way in that the cloud gives, for a while only. */
  kubeconfig: string;
  logger: Logger;
  onChange: () => void;
}

/** One cluster of a cloud, made by the hub's Crossplane. */
export class CloudCluster implements MadeCluster {
  endpoint: string | undefined;
  private readonly bringUp: BringUp;

  constructor(
    private readonly object: ClusterObject,
    private readonly options: Options,
  ) {
    this.bringUp = new BringUp(object, {
      ...options,
      tokens: ['portal', 'administrator'],
      create: waiting => this.create(waiting),
    });
  }

  async start(): Promise<void> {
    this.bringUp.start();
  }

  /** Ends what is being done; `CloudMaker.end` removes the cluster. */
  stop(): Promise<void> {
    return this.bringUp.stop();
  }

  group(group: Group): GroupState | undefined {
    return this.bringUp.group(group);
  }

  /** By tokens of the cluster's own: what a cloud gives may last minutes. */
  async access(): Promise<ClusterAccess> {
    const { api } = this.options;
    const asked = await api.get<CloudRequest>(
      requestPath(this.object.metadata),
    );
    const kubeconfig = await wayIn(api, asked);
    if (!kubeconfig) throw new Error('The cloud gives no way in any more.');
    const place = clusterAccess(kubeconfig);
    const [portal, administrator] = await Promise.all([
      this.bringUp.token('portal'),
      this.bringUp.token('administrator'),
    ]);
    return {
      kubeconfig: tokenKubeconfig(place, administrator),
      portal: { ...place, token: portal },
    };
  }

  private async create(waiting: (message: string) => void): Promise<void> {
    const { signal } = this.bringUp;
    const { api, kubeconfig } = this.options;
    const path = requestPath(this.object.metadata);
    await api.apply(path, request(this.object)).catch(explain);
    for (;;) {
      const asked = await api.get<CloudRequest>(path, signal);
      const { status } = asked;
      const condition = (type: string) =>
        status?.conditions?.find(one => one.type === type);
      const way = await wayIn(api, asked);
      if (condition('Ready')?.status === 'True' && way) {
        this.endpoint = status?.endpoint;
        writeFileAtomic(kubeconfig, way);
        return;
      }
      waiting(
        condition('Provided')?.message ??
          condition('Synced')?.message?.replace(FRAME, '') ??
          'Waiting for Crossplane to look at it',
      );
      await sleep(POLL_MS, undefined, { signal });
    }
  }
}

function explain(error: unknown): never {
  if (error instanceof ApiError && error.status === NOT_FOUND) {
    throw new Error(
      'This hub can not make clusters at a cloud: Crossplane or the kind KubernetesCluster is not there (yet).',
    );
  }
  throw error;
}
