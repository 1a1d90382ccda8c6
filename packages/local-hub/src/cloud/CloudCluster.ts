import { setTimeout as sleep } from 'node:timers/promises';
import { BringUpOptions, BroughtUpCluster } from '../clusters/BroughtUpCluster';
import { ApiError, KubeApi } from '../clusters/KubeApi';
import { clusterAccess, tokenKubeconfig } from '../clusters/kubeconfig';
import { ClusterAccess } from '../clusters/Maker';
import { ClusterObject } from '../clusters/types';
import { writeFileAtomic } from '../supervisor';
import { CloudRequest, request, requestPath } from './request';
import { wayIn } from './wayIn';

/** A cloud takes minutes. */
const POLL_MS = 3_000;
const NOT_FOUND = 404;
/** What Crossplane puts around the words of a function. */
const FRAME = /^cannot compose resources: .* returned a fatal result: /;

interface Options extends Omit<BringUpOptions, 'tokens'> {
  api: Pick<KubeApi, 'get' | 'apply'>;
}

/** One cluster of a cloud, made by the hub's Crossplane. */
export class CloudCluster extends BroughtUpCluster {
  endpoint: string | undefined;

  constructor(
    private readonly object: ClusterObject,
    private readonly made: Options,
  ) {
    super(object, { ...made, tokens: ['portal', 'administrator'] });
  }

  /** By tokens of the cluster's own: what a cloud gives may last minutes. */
  async access(): Promise<ClusterAccess> {
    const { api } = this.made;
    const asked = await api.get<CloudRequest>(
      requestPath(this.object.metadata),
    );
    const kubeconfig = await wayIn(api, asked);
    if (!kubeconfig) throw new Error('The cloud gives no way in any more.');
    const place = clusterAccess(kubeconfig);
    const [portal, administrator] = await Promise.all([
      this.token('portal'),
      this.token('administrator'),
    ]);
    return {
      kubeconfig: tokenKubeconfig(place, administrator),
      portal: { ...place, token: portal },
    };
  }

  protected async create(waiting: (message: string) => void): Promise<void> {
    const { signal } = this;
    const { api, kubeconfig } = this.made;
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
