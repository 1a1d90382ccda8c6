import { Logger } from '../supervisor';
import { Group, GroupState } from './groups';
import { ClusterObject } from './types';

/** The ways into a cluster, from where the hub's pods are. */
export interface ClusterAccess {
  /** Kubeconfig of an administrator, for the run's steps. */
  kubeconfig: string;
  /** The portal's own user there, who only looks. */
  portal: { server: string; caData: string; token: string };
}

/** One cluster, on its way or there. */
export interface MadeCluster {
  /** Address of the API server, as the hub's pods reach it, once it is known. */
  readonly endpoint: string | undefined;
  /** Begins, or goes on with what an earlier provider has begun. */
  start(): Promise<void>;
  /** Ends what belongs to it; what it had on disk goes by `ClusterMaker.end`. */
  stop(): Promise<void>;
  /** How each part is; undefined for one that the cluster does not have. */
  group(group: Group): GroupState | undefined;
  /** Asked for when pods can run. */
  access(): Promise<ClusterAccess>;
}

/** Makes the clusters of one provider. */
export interface ClusterMaker {
  /** Value of `spec.provider` that is its. */
  readonly provider: string;
  /** Version of the clusters that it makes, such as `v1.35.4`. */
  kubernetesVersion(): string | undefined;
  /** What it can't do for a cluster, as a sentence; else undefined. */
  refusal(object: ClusterObject): string | undefined;
  /** A cluster to be started, or why there is no room for it now. */
  make(
    object: ClusterObject,
    options: { logger: Logger; onChange: () => void },
  ): Promise<MadeCluster | string>;
  /** Names of the clusters that it has made and not ended. */
  list(): string[];
  /** Ends a cluster that nobody manages, and removes all that it had. */
  end(name: string): Promise<void>;
}
