import { LoggerService } from '@backstage/backend-plugin-api';
import {
  LABEL_RUN,
  NAMESPACE_ARGOCD,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { HubSource, HubSourceContext } from '@illm-lab/plugin-hub-node';
import { KubeConnection } from '../../kube/KubeConnection';
import { ResourceWatch } from '../../kube/ResourceWatch';
import { Application, ARGOCD_HUB_PROJECTS } from './application';

/**
 * Keeps the hub's own Applications in memory: those of Argo CD's projects
 * {@link ARGOCD_HUB_PROJECTS}.
 * What runs and experiments bring is in other projects.
 */
export class ApplicationWatch implements HubSource {
  private readonly applications = new Map<string, Application>();
  private readonly listeners = new Set<(name: string) => void>();
  private readonly watch: ResourceWatch<Application>;
  private fault: Error | undefined = new Error('Not connected yet.');
  private lastGoodAt?: string;
  private context?: HubSourceContext;

  constructor(
    private readonly options: {
      connection: KubeConnection;
      logger: LoggerService;
    },
  ) {
    this.watch = new ResourceWatch<Application>({
      connection: options.connection,
      path: `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE_ARGOCD}/applications`,
      labelSelector: `!${LABEL_RUN}`,
      onChange: application => this.put(application),
      onDelete: ({ metadata }) => this.remove(metadata.name),
      onList: all => this.reconcile(all),
      onState: error => this.setState(error),
    });
  }

  /**
   * Calls back with the name of each Application that changes or goes; with an
   * empty one when the watch itself comes or goes.
   */
  onChange(listener: (name: string) => void): void {
    this.listeners.add(listener);
  }

  /**
   * Waits until an Application is as wanted, so that what is answered after a
   * change shows it; gives up in silence, since the change itself is done.
   */
  async settled(
    name: string,
    isWanted: (application: Application) => boolean,
    patience: number,
  ): Promise<void> {
    const holds = () => {
      const application = this.get(name);
      return application !== undefined && isWanted(application);
    };
    if (holds()) {
      return;
    }
    let look = () => {};
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, patience);
      look = () => {
        if (holds()) {
          clearTimeout(timer);
          resolve();
        }
      };
      this.listeners.add(look);
    });
    this.listeners.delete(look);
  }

  /** All Applications, by name. */
  all(): Application[] {
    return [...this.applications.values()].sort((a, b) =>
      a.metadata.name.localeCompare(b.metadata.name),
    );
  }

  /** One of them. */
  get(name: string): Application | undefined {
    return this.applications.get(name);
  }

  async start(context: HubSourceContext): Promise<void> {
    this.context = context;
    this.watch.start();
  }

  async stop(): Promise<void> {
    await this.watch.stop();
  }

  status(): SourceStatus {
    return {
      name: 'Argo CD Applications',
      connected: this.fault === undefined,
      ...(this.fault && { reason: this.fault.message }),
      ...(this.fault && this.lastGoodAt && { lastGoodAt: this.lastGoodAt }),
    };
  }

  private put(application: Application): void {
    const { name } = application.metadata;
    if (!ARGOCD_HUB_PROJECTS.includes(application.spec?.project)) {
      this.remove(name);
      return;
    }
    this.applications.set(name, application);
    this.tell(name);
  }

  private remove(name: string): void {
    if (this.applications.delete(name)) {
      this.tell(name);
    }
  }

  private reconcile(all: Application[]): void {
    this.lastGoodAt = new Date().toISOString();
    const names = new Set(all.map(({ metadata }) => metadata.name));
    for (const name of [...this.applications.keys()]) {
      if (!names.has(name)) {
        this.remove(name);
      }
    }
  }

  private tell(name: string): void {
    this.listeners.forEach(listener => listener(name));
  }

  private setState(error: Error | undefined): void {
    const before = JSON.stringify(this.status());
    if (error && !this.fault) {
      this.lastGoodAt = new Date().toISOString();
      this.options.logger.warn(`Lost the hub’s services: ${error.message}`);
    }
    this.fault = error;
    if (JSON.stringify(this.status()) !== before) {
      this.context?.onStatusChange();
      this.tell('');
    }
  }
}
