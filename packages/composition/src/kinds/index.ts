import { Provider } from '../clouds';
import { CommonSpec, Input } from '../plan/Input';
import { Plan } from '../plan/Plan';
import { awsCache } from './cache/aws';
import { azureCache } from './cache/azure';
import { localCache } from './cache/local';
import { CacheSpec } from './cache/spec';
import { awsDatabase } from './database/aws';
import { azureDatabase } from './database/azure';
import { DatabaseSpec } from './database/spec';
import { awsKubernetesCluster } from './kubernetescluster/aws';
import { azureKubernetesCluster } from './kubernetescluster/azure';
import { KubernetesClusterSpec } from './kubernetescluster/spec';
import { awsObjectStorage } from './objectstorage/aws';
import { azureObjectStorage } from './objectstorage/azure';
import { ObjectStorageSpec } from './objectstorage/spec';
import { awsQueue } from './queue/aws';
import { azureQueue } from './queue/azure';
import { QueueSpec } from './queue/spec';

/** What a kind is made of at one provider. */
type Planner = (input: Input<CommonSpec>) => Plan;

/**
 * The spec is what the kind's XRD lets through; the API server has checked it
 * and filled in its defaults before the function sees it.
 */
const kind = <Spec extends CommonSpec>(
  planners: Partial<Record<Provider, (input: Input<Spec>) => Plan>>,
) => planners as Partial<Record<Provider, Planner>>;

/** The kinds of claims, and how each is made at each provider. */
export const KINDS: Record<string, Partial<Record<Provider, Planner>>> = {
  Database: kind<DatabaseSpec>({ aws: awsDatabase, azure: azureDatabase }),
  ObjectStorage: kind<ObjectStorageSpec>({
    aws: awsObjectStorage,
    azure: azureObjectStorage,
  }),
  Queue: kind<QueueSpec>({ aws: awsQueue, azure: azureQueue }),
  Cache: kind<CacheSpec>({
    aws: awsCache,
    azure: azureCache,
    local: localCache,
  }),
  KubernetesCluster: kind<KubernetesClusterSpec>({
    aws: awsKubernetesCluster,
    azure: azureKubernetesCluster,
  }),
};
