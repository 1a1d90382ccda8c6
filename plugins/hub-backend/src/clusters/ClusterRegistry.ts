import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterRole,
  HUB_CLUSTER,
  NAMESPACE_CLUSTERS,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { HubSource, HubSourceContext } from '@illm-lab/plugin-hub-node';
import { KubeConnection } from '../kube/KubeConnection';
import { LeanWatch } from '../kube/LeanWatch';
import { ClusterSecret, readClusterSecret, Secret } from './clusterSecret';

/** A cluster that the portal looks at. */
export interface HubCluster {
  /** Unique; `hub` is the hub itself. */
  name: string;
  title: string;
  /** Address of its API server; empty while it is not known. */
  server: string;
  experiment?: string;
  role?: ClusterRole;
  run?: string;
  connection: KubeConnection;
}

const CLUSTER_SECRETS = 'argocd.argoproj.io/secret-type=cluster';
/** What Argo CD calls the cluster that it runs in. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

interface Entry {
  cluster: HubCluster;
  /** What it was made from; another text is another connection. */
  from: string;
}

/**
 * The clusters there are: the hub, and those for which there is a Secret in Argo
 * CD's form in a namespace of their own. Not in Argo CD's namespace: RBAC can't
 * tell one Secret from another, and the portal would have to read them all.
 * Nothing lists clusters by hand. Those who look at clusters hear of each that
 * comes, goes, or gets other credentials (then it goes and comes).
 */
export class ClusterRegistry implements HubSource {
  private readonly hub: HubCluster;
  private readonly secrets: LeanWatch<
    Secret,
    { secret: ClusterSecret; from: string }
  >;
  private readonly listeners = new Set<() => void>();
  private others = new Map<string, Entry>();
  private fault?: Error = new Error('Not connected yet.');
  private lastGoodAt?: string;
  private context?: HubSourceContext;

  constructor(
    private readonly options: {
      connection: KubeConnection;
      logger: LoggerService;
    },
  ) {
    const { connection } = options;
    this.hub = { name: HUB_CLUSTER, title: 'Hub', server: '', connection };
    this.secrets = new LeanWatch<
      Secret,
      { secret: ClusterSecret; from: string }
    >({
      connection,
      path: `/api/v1/namespaces/${NAMESPACE_CLUSTERS}/secrets`,
      labelSelector: CLUSTER_SECRETS,
      lean: object => ({
        secret: readClusterSecret(object),
        from: JSON.stringify([object.metadata.labels, object.data]),
      }),
      onChange: () => this.update(),
      onState: error => this.setState(error),
    });
  }

  async start(context: HubSourceContext): Promise<void> {
    this.context = context;
    this.secrets.start();
  }

  stop(): Promise<void> {
    return this.secrets.stop();
  }

  status(): SourceStatus {
    return {
      name: 'Clusters',
      connected: this.fault === undefined,
      ...(this.fault && { reason: this.fault.message }),
      ...(this.fault && this.lastGoodAt && { lastGoodAt: this.lastGoodAt }),
    };
  }

  /** The hub first, then the others by name. */
  list(): HubCluster[] {
    const others = [...this.others.values()].map(({ cluster }) => cluster);
    return [
      { ...this.hub, server: serverOf(this.hub.connection) },
      ...others.sort((a, b) => a.name.localeCompare(b.name)),
    ];
  }

  /** One of them; undefined when there is none of that name. */
  get(name: string): HubCluster | undefined {
    return this.list().find(cluster => cluster.name === name);
  }

  /** Calls back whenever {@link list} has another answer. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private update(): void {
    const next = new Map<string, Entry>();
    const found = [...this.secrets.items.values()].sort((a, b) =>
      a.secret.secret.localeCompare(b.secret.secret),
    );
    for (const { secret, from } of found) {
      if (secret.server === IN_CLUSTER) continue;
      const taken = secret.name === HUB_CLUSTER || next.has(secret.name);
      const name = taken ? secret.secret : secret.name;
      const known = this.others.get(name);
      next.set(
        name,
        known?.from === from
          ? known
          : { cluster: clusterOf(name, secret), from },
      );
    }
    this.others = next;
    this.listeners.forEach(listener => listener());
  }

  private setState(error: Error | undefined): void {
    const before = JSON.stringify(this.status());
    if (error && !this.fault) {
      this.lastGoodAt = new Date().toISOString();
      this.options.logger.warn(`Lost Argo CD's clusters: ${error.message}`);
    }
    this.fault = error;
    if (JSON.stringify(this.status()) !== before) {
      this.context?.onStatusChange();
    }
  }
}

function clusterOf(name: string, secret: ClusterSecret): HubCluster {
  const { server, experiment, role, run } = secret;
  return {
    name,
    title: experiment && role ? `${experiment}: ${role}` : secret.name,
    server,
    experiment,
    role,
    run,
    connection: new KubeConnection(() => secret.kubeConfig()),
  };
}

function serverOf(connection: KubeConnection): string {
  try {
    return connection.config().getCurrentCluster()?.server ?? '';
  } catch {
    // The kubeconfig appears when the hub has made it.
    return '';
  }
}
