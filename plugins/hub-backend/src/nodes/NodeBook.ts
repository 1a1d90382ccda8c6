import { SourceStatus } from '@illm-lab/plugin-hub-common';
import { HubSource, HubSourceContext } from '@illm-lab/plugin-hub-node';
import { ClusterRegistry, HubCluster } from '../clusters/ClusterRegistry';
import { KubeConnection } from '../kube/KubeConnection';
import { TalosFleet, TalosTarget } from '../talos/TalosFleet';
import { TalosMachine } from '../talos/TalosMachine';
import { ClusterWatch } from './ClusterWatch';
import { DeclaredReader } from './DeclaredReader';
import { History } from './History';
import { NodeFacts } from './kubeNode';
import { Usage } from './usage';

/** A node as Kubernetes knows it, or Talos, or both. */
export interface KnownNode {
  cluster: HubCluster;
  name: string;
  facts?: NodeFacts;
  machine?: TalosMachine;
  usage?: Usage;
}

interface Watched {
  watch: ClusterWatch;
  connection: KubeConnection;
}

const STEP_MS = 15_000;
/** At first nodes are only becoming known: a few rounds close together. */
const SOON_MS = 2_000;
const WARM_UP_ROUNDS = 3;
const KEPT_MS = 60 * 60_000;
/** Changes come in bursts; pages are told once for each. */
const TELL_MS = 1_000;

/**
 * All nodes of all clusters: watches Kubernetes, asks Talos, and takes a sample
 * of each every fifteen seconds.
 */
export class NodeBook implements HubSource {
  readonly history = new History(KEPT_MS / STEP_MS, STEP_MS / 1000);
  private readonly watches = new Map<string, Watched>();
  private readonly disconnect: () => void;
  private timer?: NodeJS.Timeout;
  private tellTimer?: NodeJS.Timeout;
  private context?: HubSourceContext;
  private round?: Promise<void>;
  private lastStatus = '';

  constructor(
    private readonly options: {
      registry: ClusterRegistry;
      fleet: TalosFleet;
      declared: DeclaredReader;
      /** Pages that show nodes should ask anew. */
      onChange(): void;
      stepMs?: number;
    },
  ) {
    this.disconnect = options.registry.onChange(() => this.follow());
  }

  async start(context: HubSourceContext): Promise<void> {
    this.context = context;
    this.follow();
    this.schedule(0, WARM_UP_ROUNDS);
  }

  async stop(): Promise<void> {
    this.disconnect();
    clearTimeout(this.timer);
    clearTimeout(this.tellTimer);
    this.timer = undefined;
    this.context = undefined;
    await Promise.all(
      [...this.watches.values()].map(({ watch }) => watch.stop()),
    );
    await this.round;
    this.options.fleet.close();
  }

  /** Of the hub's own cluster; others have theirs on the page of nodes. */
  status(): SourceStatus {
    const [hub] = this.options.registry.list();
    return (
      this.watch(hub.name)?.status() ?? {
        name: `Kubernetes of ${hub.title}`,
        connected: false,
        reason: 'Not connected yet.',
      }
    );
  }

  watch(cluster: string): ClusterWatch | undefined {
    return this.watches.get(cluster)?.watch;
  }

  /** The nodes of a cluster. */
  nodes(cluster: HubCluster): KnownNode[] {
    const watch = this.watch(cluster.name);
    const known = (watch?.nodes ?? []).map(facts => ({
      cluster,
      name: facts.name,
      facts,
      machine: this.options.fleet.machine(targetOf(cluster, facts)),
      usage: watch?.usage?.get(facts.name),
    }));
    const targets = known.map(({ facts }) => targetOf(cluster, facts));
    const others = this.options.fleet
      .others(cluster.name, targets)
      .map(machine => ({ cluster, name: machine.address, machine }));
    return [...known, ...others];
  }

  /** Watches each cluster there is, and no other. */
  private follow(): void {
    if (!this.context) return;
    const clusters = this.options.registry.list();
    for (const [name, { watch, connection }] of this.watches) {
      const cluster = clusters.find(one => one.name === name);
      if (cluster?.connection !== connection) {
        void watch.stop();
        this.watches.delete(name);
      }
    }
    for (const cluster of clusters) {
      if (!this.watches.has(cluster.name)) {
        const watch = new ClusterWatch(cluster, () => this.tell());
        this.watches.set(cluster.name, {
          watch,
          connection: cluster.connection,
        });
        watch.start();
        void watch.poll();
      }
    }
    this.tell();
  }

  /** @param warmUp - rounds that follow soon, while nodes become known */
  private schedule(delay: number, warmUp = 0): void {
    this.timer = setTimeout(async () => {
      this.round = this.askAll(warmUp === 0);
      await this.round;
      if (this.context) {
        const { stepMs = STEP_MS } = this.options;
        this.schedule(
          warmUp > 0 ? Math.min(SOON_MS, stepMs) : stepMs,
          Math.max(0, warmUp - 1),
        );
      }
    }, delay);
  }

  /** One round: asks everyone, each with a limit of time of its own. */
  private async askAll(sample: boolean): Promise<void> {
    const clusters = this.options.registry.list();
    const targets = clusters.flatMap(cluster =>
      (this.watch(cluster.name)?.nodes ?? []).map(facts =>
        targetOf(cluster, facts),
      ),
    );
    await Promise.all([
      ...clusters.map(({ name }) => this.watch(name)?.poll()),
      this.options.fleet.poll(
        targets,
        clusters.map(({ name }) => name),
      ),
      this.options.declared.poll(),
    ]);
    const now = Date.now();
    const nodes = clusters.flatMap(cluster => this.nodes(cluster));
    if (sample) {
      nodes.forEach(node => this.history.add(keyOf(node), sampleOf(node), now));
    }
    this.history.keep(new Set(nodes.map(keyOf)));
    this.tell();
  }

  private tell(): void {
    this.tellTimer ??= setTimeout(() => {
      this.tellTimer = undefined;
      this.options.onChange();
      const status = JSON.stringify(this.status());
      if (status !== this.lastStatus) {
        this.lastStatus = status;
        this.context?.onStatusChange();
      }
    }, TELL_MS);
  }
}

/** Key of a node's history. */
export function keyOf({ cluster, name }: KnownNode): string {
  return `${cluster.name}/${name}`;
}

function targetOf(cluster: HubCluster, { about }: NodeFacts): TalosTarget {
  return {
    cluster: cluster.name,
    addresses: [...about.addresses]
      .sort((a, b) => rank(a.type) - rank(b.type))
      .map(({ address }) => address),
    runsTalos: about.osImage.startsWith('Talos'),
  };
}

const rank = (type: string) =>
  ['InternalIP', 'ExternalIP', 'Hostname'].indexOf(type) + 1 || 9;

/** Shares of the machine in use: by the metrics server, else by Talos. */
export function sampleOf({ facts, machine, usage }: KnownNode) {
  const share = (used: number, of: number | null | undefined) =>
    of ? used / of : null;
  if (usage) {
    return {
      cpu: share(usage.cpu, facts?.capacity.cpu),
      memory: share(usage.memory, facts?.capacity.memory),
    };
  }
  const talos = machine?.current();
  if (!talos?.source.connected) {
    return { cpu: null, memory: null };
  }
  const { cpu, memory } = talos;
  return {
    cpu,
    memory: memory && share(memory.total - memory.available, memory.total),
  };
}
