import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readManifests } from '../bootstrap/Cluster';
import { ClusterContents, clusterContents } from '../clusters/contents';
import { ApiError, KubeApi } from '../clusters/KubeApi';
import { ClusterMaker, MadeCluster } from '../clusters/Maker';
import { Run } from '../clusters/programs';
import { ClusterObject } from '../clusters/types';
import { Logger, writeFileAtomic } from '../supervisor';
import { ToolSet } from '../tools';
import { CloudCluster } from './CloudCluster';
import { CloudRequest, requestPath, requestsPath } from './request';
import { wayIn } from './wayIn';

const ADMINISTRATOR = 'packages/local-hub/manifests/cloud/administrator.yaml';
const POLL_MS = 2_000;
const NOT_FOUND = 404;
const RELEASE_TIMEOUT = '--timeout=300s';

/** Clusters at a cloud, which the hub's Crossplane makes. */
export class CloudMaker implements ClusterMaker {
  readonly provider = 'crossplane';
  private readonly contents: ClusterContents;

  constructor(
    private readonly options: {
      api: Pick<KubeApi, 'get' | 'apply' | 'remove'>;
      /** Folder for the ways in, while they are used. */
      folder: string;
      repoRoot: string;
      tools: ToolSet;
      run: Run;
      logger: Logger;
    },
  ) {
    const { folder, repoRoot, tools } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const contents = clusterContents(repoRoot, tools);
    const administrator = readManifests(path.join(repoRoot, ADMINISTRATOR));
    this.contents = {
      ...contents,
      manifests: [...contents.manifests, ...administrator],
    };
  }

  /** The cloud's own; an object may ask for one. */
  kubernetesVersion() {
    return undefined;
  }

  refusal({ spec }: ClusterObject): string | undefined {
    return spec.cloud
      ? undefined
      : 'spec.cloud is missing: set aws or azure, or another provider.';
  }

  async make(
    object: ClusterObject,
    { logger, onChange }: { logger: Logger; onChange: () => void },
  ): Promise<MadeCluster> {
    const { api, run } = this.options;
    return new CloudCluster(object, {
      ...{ api, run, logger, onChange },
      contents: this.contents,
      kubeconfig: this.kubeconfig(object.metadata.name),
    });
  }

  /** None that nobody manages: a request goes with its object. */
  list() {
    return [];
  }

  /** Resolves when the cloud has nothing of it any more, minutes later. */
  async end(name: string): Promise<void> {
    for (const one of await this.requests(name)) await this.release(one);
    for (;;) {
      const left = await this.requests(name);
      if (left.length === 0) break;
      for (const { metadata } of left) {
        await this.options.api.remove(requestPath(metadata));
      }
      await sleep(POLL_MS);
    }
    rmSync(this.kubeconfig(name), { force: true });
  }

  /**
   * Gives back the addresses of the cluster's Services: a cloud's load balancers
   * outlive a cluster that is removed whole.
   */
  private async release(asked: CloudRequest): Promise<void> {
    const { api, logger, run } = this.options;
    const { name } = asked.metadata;
    try {
      const way = await wayIn(api, asked);
      if (!way) return;
      const file = this.kubeconfig(name);
      writeFileAtomic(file, way);
      await run('kubectl', [
        ...[`--kubeconfig=${file}`, 'delete', 'services', '--all-namespaces'],
        ...['--field-selector=spec.type=LoadBalancer', RELEASE_TIMEOUT],
      ]);
    } catch (error) {
      // A cluster that does not answer must go all the same.
      logger.warn(
        `${name}: its load balancers may be left at the cloud: ${error}`,
      );
    }
  }

  private kubeconfig(name: string) {
    return path.join(this.options.folder, `${name}.kubeconfig`);
  }

  private async requests(name: string): Promise<CloudRequest[]> {
    try {
      const { items } = await this.options.api.get<{ items: CloudRequest[] }>(
        requestsPath(name),
      );
      return items;
    } catch (error) {
      // A hub without the kind has none of them.
      if (error instanceof ApiError && error.status === NOT_FOUND) return [];
      throw error;
    }
  }
}
