import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** A cluster as other plugins of the backend know it. */
export interface InventoryCluster {
  /** Unique, such as `hub`. */
  name: string;
  title: string;
  /** Address of its API server; also tells when the cluster was replaced. */
  server: string;
  /** Its labels, such as `illm.lab/experiment`, by name. */
  labels: Record<string, string>;
  /**
   * How to connect, read anew at each call since tokens are renewed. Never
   * leaves the backend.
   *
   * @throws when there are no credentials at present
   */
  connection(): Promise<InventoryConnection>;
}

/** Access to a cluster's API server. */
export interface InventoryConnection {
  server: string;
  /** PEM of the authority that signed the server's certificate. */
  ca?: string;
  skipTlsVerify?: boolean;
  token?: string;
  /** PEM of a client certificate and its key, where there is no token. */
  clientCertificate?: { cert: string; key: string };
}

/** A node of a cluster. */
export interface InventoryNode {
  name: string;
  /** Name of its cluster. */
  cluster: string;
  description?: string;
  labels: Record<string, string>;
}

/** A service of the hub. */
export interface InventoryService {
  /** Name of its Argo CD Application. */
  name: string;
  title: string;
  description?: string;
  /** Addresses at which people reach it. */
  links: { title: string; url: string }[];
  /** Names of services that it comes after, as the waves say. */
  dependsOn: string[];
  /** Folder of its docs (with an mkdocs.yml) in the hub's repository. */
  docsPath?: string;
  /** Namespace that it is deployed to. */
  namespace?: string;
  labels: Record<string, string>;
}

/** Something that a team has asked for, and that is on the hub. */
export interface InventoryClaim {
  namespace: string;
  kind: string;
  name: string;
  /** Who provides it, such as aws. */
  provider?: string;
  /** Entity ref of the team that it belongs to. */
  owner?: string;
  /** Name of the experiment that it belongs to. */
  experiment?: string;
  labels: Record<string, string>;
}

/** What is on the hub, by kind. */
export interface InventoryItems {
  claims: InventoryClaim;
  clusters: InventoryCluster;
  nodes: InventoryNode;
  services: InventoryService;
}

/** A kind of {@link InventoryItems}. */
export type InventoryArea = keyof InventoryItems;

/**
 * What is on the hub, handed from the hub's plugin to others in the same
 * backend: the catalog, the Kubernetes plugin. The hub's plugin watches and
 * writes; nobody else does, and nobody polls.
 */
export interface HubInventory {
  /** All there is of a kind; undefined until it is first known. */
  get<A extends InventoryArea>(area: A): InventoryItems[A][] | undefined;
  /** Replaces all of a kind and tells the listeners. */
  set<A extends InventoryArea>(area: A, items: InventoryItems[A][]): void;
  /** Listens from now on; returns how to stop that. */
  subscribe(listener: (area: InventoryArea) => void): () => void;
}

/** {@link HubInventory} in memory. */
export class DefaultHubInventory implements HubInventory {
  private readonly items: {
    [A in InventoryArea]?: InventoryItems[A][];
  } = {};
  private readonly listeners = new Set<(area: InventoryArea) => void>();

  get<A extends InventoryArea>(area: A): InventoryItems[A][] | undefined {
    return this.items[area];
  }

  set<A extends InventoryArea>(area: A, items: InventoryItems[A][]): void {
    (this.items as Record<InventoryArea, unknown>)[area] = items;
    this.listeners.forEach(listener => listener(area));
  }

  subscribe(listener: (area: InventoryArea) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/** The one inventory of the backend. */
export const hubInventoryServiceRef = createServiceRef<HubInventory>({
  id: 'hub.inventory',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new DefaultHubInventory(),
    }),
});
