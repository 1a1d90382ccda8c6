import { LoggerService } from '@backstage/backend-plugin-api';
import { HUB_CLUSTER, SourceStatus } from '@illm-lab/plugin-hub-common';
import { readFileSync, statSync } from 'node:fs';
import {
  parseTalosconfig,
  hostOf,
  TalosConfig,
  TalosContext,
} from './talosconfig';
import { TalosClient } from './TalosClient';
import { TalosMachine } from './TalosMachine';

/** A node that may run Talos. */
export interface TalosTarget {
  cluster: string;
  /** All addresses that Kubernetes knows, the internal one first. */
  addresses: string[];
  /** Kubernetes says that it runs Talos. */
  runsTalos: boolean;
}

/** How many machines are asked at once. */
const AT_ONCE = 16;

const keyOf = (cluster: string, address: string) => `${cluster} ${address}`;

/**
 * The machines that have a Talos API, by the contexts of a talosconfig. The file
 * may appear and change while the portal runs.
 */
export class TalosFleet {
  private readonly machines = new Map<string, TalosMachine>();
  private stamp = '';
  private config?: TalosConfig;
  private fault?: string = 'The talosconfig has not been read yet.';

  constructor(
    private readonly options: {
      /** Path of the talosconfig; there is no Talos when it is absent. */
      file?: string;
      /** Context by cluster, where it is not called as the cluster is. */
      contexts: Record<string, string>;
      logger: LoggerService;
    },
  ) {}

  /** How the talosconfig is; undefined when there is none to read. */
  status(): SourceStatus | undefined {
    return this.options.file === undefined
      ? undefined
      : {
          name: 'Talos',
          connected: this.fault === undefined,
          ...(this.fault && { reason: this.fault }),
        };
  }

  /** The machine at one of these addresses, if it has a Talos API. */
  machine(target: TalosTarget): TalosMachine | undefined {
    const context = this.contextOf(target.cluster);
    const address = context && addressOf(target, context);
    return address
      ? this.machines.get(keyOf(target.cluster, address))
      : undefined;
  }

  /** Machines that a context names and none of these nodes is. */
  others(cluster: string, targets: TalosTarget[]): TalosMachine[] {
    const context = this.contextOf(cluster);
    const known = new Set(targets.flatMap(({ addresses }) => addresses));
    return (context?.nodes ?? [])
      .filter(address => !known.has(address))
      .flatMap(address => this.machines.get(keyOf(cluster, address)) ?? []);
  }

  /** Asks all machines what is due; machines that are no more are forgotten. */
  async poll(targets: TalosTarget[], clusters: string[]): Promise<void> {
    this.readConfig();
    const wanted = new Map<string, () => TalosMachine>();
    const want = (cluster: string, address: string, context: TalosContext) =>
      wanted.set(
        keyOf(cluster, address),
        () => new TalosMachine(address, new TalosClient(context, address)),
      );
    for (const target of targets) {
      const context = this.contextOf(target.cluster);
      const address = context && addressOf(target, context);
      if (address) want(target.cluster, address, context);
    }
    for (const cluster of clusters) {
      const context = this.contextOf(cluster);
      context?.nodes.forEach(address => want(cluster, address, context));
    }
    for (const [key, machine] of this.machines) {
      if (!wanted.has(key)) {
        machine.close();
        this.machines.delete(key);
      }
    }
    for (const [key, make] of wanted) {
      if (!this.machines.has(key)) this.machines.set(key, make());
    }
    const queue = [...this.machines.values()];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let one = queue.shift(); one; one = queue.shift()) {
          await one.poll();
        }
      }),
    );
  }

  close(): void {
    this.machines.forEach(machine => machine.close());
    this.machines.clear();
  }

  private contextOf(cluster: string): TalosContext | undefined {
    const { config } = this;
    const named = this.options.contexts[cluster];
    const byName = (name: string | undefined) =>
      config?.contexts.find(context => context.name === name);
    if (named !== undefined) return byName(named);
    return (
      byName(cluster) ??
      (cluster === HUB_CLUSTER ? byName(config?.current) : undefined)
    );
  }

  /** Reads the file when it is another one than before. */
  private readConfig(): void {
    const { file, logger } = this.options;
    if (file === undefined) return;
    const stats = statSync(file, { throwIfNoEntry: false });
    const stamp = stats
      ? `${stats.ino} ${stats.mtimeMs} ${stats.size}`
      : 'none';
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    // The credentials may be others: start anew with all machines.
    this.close();
    try {
      if (!stats) {
        throw new Error(`There is no talosconfig at ${file}.`);
      }
      this.config = parseTalosconfig(readFileSync(file, 'utf8'));
      this.fault = undefined;
    } catch (error) {
      this.config = undefined;
      this.fault = (error as Error).message;
      logger.warn(this.fault);
    }
  }
}

/** The address by which Talos knows a node; undefined when it does not. */
function addressOf(
  { addresses, runsTalos }: TalosTarget,
  { nodes, endpoints }: TalosContext,
): string | undefined {
  const known = new Set([...nodes, ...endpoints.map(hostOf)]);
  return (
    addresses.find(address => known.has(address)) ??
    (runsTalos ? addresses[0] : undefined)
  );
}
