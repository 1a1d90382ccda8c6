import { LoggerService } from '@backstage/backend-plugin-api';
import { LABEL_RUN, SourceStatus } from '@illm-lab/plugin-hub-common';
import { HubSource } from '@illm-lab/plugin-hub-node';
import { ClusterRegistry, HubCluster } from '../clusters/ClusterRegistry';
import { ResourceWatch } from '../kube/ResourceWatch';
import { Workflow } from '../kube/types';
import { RunTracker } from './RunTracker';

interface Watched {
  cluster: HubCluster;
  watch: ResourceWatch<Workflow>;
  /** What was seen there last; gone when the cluster goes. */
  seen: Map<string, Workflow>;
}

/**
 * Watches the workflows of runs that have an orchestrator of their own, for as
 * long as the hub knows that cluster, and tells the tracker.
 */
export class OrchestratorWatcher implements HubSource {
  private readonly watched = new Map<string, Watched>();
  private unsubscribe?: () => void;

  constructor(
    private readonly options: {
      clusters: Pick<ClusterRegistry, 'list' | 'onChange'>;
      tracker: Pick<RunTracker, 'observe' | 'remove'>;
      logger: LoggerService;
    },
  ) {}

  async start(): Promise<void> {
    this.unsubscribe = this.options.clusters.onChange(() => this.update());
    this.update();
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await Promise.all([...this.watched.values()].map(one => one.watch.stop()));
  }

  /** A cluster that starts or goes does not answer, and that is no fault. */
  status(): SourceStatus {
    return { name: 'Orchestrators of runs', connected: true };
  }

  private update(): void {
    const wanted = new Map(
      this.options.clusters
        .list()
        .filter(({ role, run }) => role === 'orchestrator' && run)
        .map(cluster => [cluster.name, cluster]),
    );
    for (const [name, one] of this.watched) {
      if (wanted.get(name)?.connection !== one.cluster.connection) {
        this.watched.delete(name);
        void one.watch.stop();
        // What ran there is written down as it was last, and forgotten.
        one.seen.forEach(
          workflow => void this.options.tracker.remove(workflow),
        );
      }
    }
    for (const [name, cluster] of wanted) {
      if (!this.watched.has(name)) {
        this.begin(cluster);
      }
    }
  }

  private begin(cluster: HubCluster): void {
    const { tracker, logger } = this.options;
    const seen = new Map<string, Workflow>();
    const one: Watched = {
      cluster,
      seen,
      watch: new ResourceWatch<Workflow>({
        connection: cluster.connection,
        path: `/apis/argoproj.io/v1alpha1/namespaces/${cluster.run}/workflows`,
        labelSelector: LABEL_RUN,
        onChange: workflow => {
          seen.set(workflow.metadata.name, workflow);
          void tracker.observe(workflow, cluster.name);
        },
        onDelete: workflow => {
          seen.delete(workflow.metadata.name);
          void tracker.remove(workflow);
        },
        onState: error => {
          if (error) {
            logger.debug(`${cluster.name} does not answer: ${error.message}`);
          }
        },
      }),
    };
    this.watched.set(cluster.name, one);
    one.watch.start();
  }
}
