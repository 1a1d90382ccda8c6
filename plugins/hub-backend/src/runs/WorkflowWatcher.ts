import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LABEL_RESULT,
  LABEL_RUN,
  NAMESPACE_EXPERIMENTS,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { HubSource, HubSourceContext } from '@illm-lab/plugin-hub-node';
import { KubeConnection } from '../kube/KubeConnection';
import { ResourceWatch } from '../kube/ResourceWatch';
import { ConfigMap, Workflow } from '../kube/types';
import { readResult } from './readResult';
import { RunTracker } from './RunTracker';

/**
 * Watches the Workflows of all runs and the results that they leave, and tells
 * the tracker. Quiet while the hub is not there.
 */
export class WorkflowWatcher implements HubSource {
  private readonly watches: { start(): void; stop(): Promise<void> }[];
  /** What is wrong with each watch; nothing when it answers. */
  private readonly faults = new Map<string, Error | undefined>();
  private context?: HubSourceContext;
  private lastGoodAt?: string;

  constructor(
    private readonly options: {
      connection: KubeConnection;
      tracker: RunTracker;
      logger: LoggerService;
    },
  ) {
    const { connection, tracker } = options;
    this.watches = [
      new ResourceWatch<Workflow>({
        connection,
        path: '/apis/argoproj.io/v1alpha1/workflows',
        labelSelector: LABEL_RUN,
        onChange: workflow => void tracker.observe(workflow),
        onDelete: workflow => void tracker.remove(workflow),
        onList: (workflows, revision) =>
          void tracker.reconcile(workflows, {
            revision,
            isConnected: () => this.faults.get('workflows') === undefined,
          }),
        onState: error => this.setState('workflows', error),
      }),
      new ResourceWatch<ConfigMap>({
        connection,
        path: `/api/v1/namespaces/${NAMESPACE_EXPERIMENTS}/configmaps`,
        labelSelector: `${LABEL_RESULT}=true`,
        onChange: configMap => this.takeResult(configMap),
        // A result stays in the database when its ConfigMap goes.
        onDelete: () => undefined,
        onState: error => this.setState('results', error),
      }),
    ];
  }

  async start(context: HubSourceContext): Promise<void> {
    this.context = context;
    this.faults.set('workflows', new Error('Not connected yet.'));
    this.watches.forEach(watch => watch.start());
  }

  async stop(): Promise<void> {
    this.options.tracker.stop();
    await Promise.all(this.watches.map(watch => watch.stop()));
  }

  status(): SourceStatus {
    const fault = [...this.faults.values()].find(Boolean);
    return {
      name: 'Argo Workflows',
      connected: fault === undefined,
      ...(fault && { reason: fault.message }),
      ...(fault && this.lastGoodAt && { lastGoodAt: this.lastGoodAt }),
    };
  }

  private setState(watch: string, error: Error | undefined): void {
    const before = JSON.stringify(this.status());
    if (error && this.status().connected) {
      this.lastGoodAt = new Date().toISOString();
      this.options.logger.warn(`Lost the hub (${watch}): ${error.message}`);
    }
    this.faults.set(watch, error);
    if (JSON.stringify(this.status()) !== before) {
      if (this.status().connected) {
        this.options.logger.info('Watching the hub’s runs');
      }
      this.context?.onStatusChange();
    }
  }

  private takeResult(configMap: ConfigMap): void {
    const run = configMap.metadata.labels?.[LABEL_RUN];
    const result = readResult(configMap);
    if (run === undefined || !result) {
      this.options.logger.warn(
        `ConfigMap ${configMap.metadata.name} is labelled as a result and is none`,
      );
      return;
    }
    void this.options.tracker.saveResult(run, result);
  }
}
