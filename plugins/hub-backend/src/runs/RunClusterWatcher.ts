import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LABEL_RUN,
  RunCluster,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { HubSource } from '@illm-lab/plugin-hub-node';
import { KubeConnection } from '../kube/KubeConnection';
import { ResourceWatch } from '../kube/ResourceWatch';
import { KubeObject } from '../kube/types';
import { RunTracker } from './RunTracker';

/** A run's cluster on the hub's API server. */
interface ExperimentCluster extends KubeObject {
  spec: { role: RunCluster['role']; provider: string };
  status?: {
    phase?: RunCluster['phase'];
    message?: string;
    endpoint?: string;
    timeline?: {
      name: string;
      title: string;
      startedAt: string;
      finishedAt?: string;
      message?: string;
    }[];
  };
}

/**
 * Watches the clusters that are made for runs, and tells the tracker how far
 * each is. The objects go with the run; what was seen of them stays.
 */
export class RunClusterWatcher implements HubSource {
  private readonly watch: ResourceWatch<ExperimentCluster>;
  /** Names of those there are. */
  private readonly there = new Set<string>();

  constructor(options: {
    connection: KubeConnection;
    tracker: Pick<RunTracker, 'observeCluster' | 'reconcileClusters'>;
    logger: LoggerService;
  }) {
    const { connection, tracker, logger } = options;
    const tell = (object: ExperimentCluster, removedAt: string | null) => {
      const run = object.metadata.labels?.[LABEL_RUN];
      if (run) {
        void tracker.observeCluster(run, toRunCluster(object, removedAt));
      }
    };
    this.watch = new ResourceWatch<ExperimentCluster>({
      connection,
      path: '/apis/illm.lab/v1alpha1/experimentclusters',
      labelSelector: LABEL_RUN,
      onChange: object => {
        this.there.add(object.metadata.name);
        tell(object, null);
      },
      onDelete: object => {
        this.there.delete(object.metadata.name);
        tell(object, new Date().toISOString());
      },
      onList: objects => {
        this.there.clear();
        objects.forEach(({ metadata }) => this.there.add(metadata.name));
        tracker.reconcileClusters(this.there).catch(error => {
          logger.error('Clusters of runs were not compared', error);
        });
      },
      onState: error => {
        if (error) {
          logger.debug(`No clusters of runs: ${error.message}`);
        }
      },
    });
  }

  async start(): Promise<void> {
    this.watch.start();
  }

  stop(): Promise<void> {
    return this.watch.stop();
  }

  /** A hub on which runs have no clusters of their own has no such objects. */
  status(): SourceStatus {
    return { name: 'Clusters of runs', connected: true };
  }
}

function toRunCluster(
  { metadata, spec, status }: ExperimentCluster,
  removedAt: string | null,
): RunCluster {
  const leaving = metadata.deletionTimestamp !== undefined;
  const present = leaving ? 'Deleting' : status?.phase ?? 'Pending';
  return {
    name: metadata.name,
    role: spec.role,
    provider: spec.provider,
    phase: removedAt ? 'Removed' : present,
    message: leaving || removedAt ? '' : status?.message ?? '',
    ...(status?.endpoint && { endpoint: status.endpoint }),
    createdAt: metadata.creationTimestamp ?? new Date().toISOString(),
    removedAt,
    timeline: (status?.timeline ?? []).map(part => ({
      name: part.name,
      title: part.title,
      startedAt: part.startedAt,
      finishedAt: part.finishedAt ?? null,
      message: part.message ?? '',
    })),
  };
}
