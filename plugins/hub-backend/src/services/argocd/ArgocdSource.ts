import { LoggerService } from '@backstage/backend-plugin-api';
import { SourceStatus } from '@illm-lab/plugin-hub-common';
import { HubSource, HubSourceContext } from '@illm-lab/plugin-hub-node';
import { ApplicationWatch } from './ApplicationWatch';
import { ArgocdServer } from './ArgocdServer';
import {
  ResourceFollower,
  ServiceResources,
} from '../resources/ResourceFollower';

/** Milliseconds between two looks at whether the server answers. */
const CHECK_INTERVAL = 10_000;
const NAME = 'Argo CD';

/** What is known of an Application's objects, and how fresh it is. */
export interface FollowedResources extends ServiceResources {
  source: SourceStatus;
}

const NOTHING: ServiceResources = {
  nodes: [],
  differences: [],
  facts: { endpoints: [] },
  known: false,
};

/** Follows the objects of all services through Argo CD's API server. */
export class ArgocdSource implements HubSource {
  private readonly followers = new Map<string, ResourceFollower>();
  private readonly listeners: ((name: string) => void)[] = [];
  private context?: HubSourceContext;
  private fault: Error | undefined = new Error('Not connected yet.');
  private lastGoodAt?: string;
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly options: {
      server: ArgocdServer;
      applications: ApplicationWatch;
      logger: LoggerService;
      checkInterval?: number;
    },
  ) {
    options.applications.onChange(name => this.follow(name));
  }

  /** Calls back with the name of each service whose objects change. */
  onChange(listener: (name: string) => void): void {
    this.listeners.push(listener);
  }

  async start(context: HubSourceContext): Promise<void> {
    this.context = context;
    void this.check();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.followers.forEach(follower => follower.stop());
  }

  status(): SourceStatus {
    return sourceStatus(this.fault, this.lastGoodAt);
  }

  /** The objects of a service. */
  resources(name: string): FollowedResources {
    const known = this.followers.get(name)?.current();
    if (!known) {
      return { ...NOTHING, source: this.status() };
    }
    const fault = this.fault ?? known.fault;
    return { ...known, source: sourceStatus(fault, known.lastGoodAt) };
  }

  /** Has the objects of a service read again at once. */
  async reload(name: string): Promise<void> {
    await this.followers.get(name)?.reload();
  }

  private follow(name: string): void {
    if (name === '' || this.stopped) {
      return;
    }
    const application = this.options.applications.get(name);
    const follower = this.followers.get(name);
    if (!application) {
      follower?.stop();
      this.followers.delete(name);
    } else if (follower) {
      follower.update(application);
    } else {
      const made = new ResourceFollower(application, {
        server: this.options.server,
        onChange: () => this.listeners.forEach(listener => listener(name)),
      });
      this.followers.set(name, made);
      made.start();
    }
  }

  private async check(): Promise<void> {
    let fault: Error | undefined;
    try {
      await this.options.server.check();
    } catch (error) {
      fault = error as Error;
    }
    if (this.stopped) {
      return;
    }
    this.setState(fault);
    this.timer = setTimeout(
      () => void this.check(),
      this.options.checkInterval ?? CHECK_INTERVAL,
    );
    this.timer.unref();
  }

  private setState(fault: Error | undefined): void {
    const before = JSON.stringify(this.status());
    if (fault && !this.fault) {
      this.lastGoodAt = new Date().toISOString();
      this.options.logger.warn(`Lost Argo CD: ${fault.message}`);
    }
    const cameBack = this.fault && !fault;
    this.fault = fault;
    if (JSON.stringify(this.status()) === before) {
      return;
    }
    this.context?.onStatusChange();
    this.listeners.forEach(listener => listener(''));
    if (cameBack) {
      this.followers.forEach(follower => void follower.reload());
    }
  }
}

function sourceStatus(
  fault: Error | undefined,
  lastGoodAt: string | undefined,
): SourceStatus {
  return {
    name: NAME,
    connected: fault === undefined,
    ...(fault && { reason: fault.message }),
    ...(fault && lastGoodAt && { lastGoodAt }),
  };
}
