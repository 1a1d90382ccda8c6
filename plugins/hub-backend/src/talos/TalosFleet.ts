import { LoggerService } from '@backstage/backend-plugin-api';
import { HUB_CLUSTER, SourceStatus } from '@illm-lab/plugin-hub-common';
import { readFileSync, statSync } from 'node:fs';
import { HostBook, Resolve } from './sameHost';
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
  private readonly hosts: HostBook;

  constructor(
    private readonly options: {
      /** Path of the talosconfig; there is no Talos when it is absent. */
      file?: string;
      /** Context by cluster, where it is not called as the cluster is. */
      contexts: Record<string, string>;
      logger: LoggerService;
      /** How names become addresses; by DNS unless told. */
      resolve?: Resolve;
    },
  ) {
    this.hosts = new HostBook(options.resolve);
  }

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
    const address = context && this.addressOf(target, context);
    return address
      ? this.machines.get(keyOf(target.cluster, address))
      : undefined;
  }

  /** Machines that a context names and none of these nodes is. */
  others(cluster: string, targets: TalosTarget[]): TalosMachine[] {
    return this.strangers(cluster, targets).flatMap(
      address => this.machines.get(keyOf(cluster, address)) ?? [],
    );
  }

  /** Asks all machines what is due; machines that are no more are forgotten. */
  async poll(targets: TalosTarget[], clusters: string[]): Promise<void> {
    this.readConfig();
    const used = clusters.flatMap(cluster => this.contextOf(cluster) ?? []);
    await this.hosts.learn(used.flatMap(hostsOf));
    this.noteUnusable(clusters);
    const wanted = new Map<string, () => TalosMachine>();
    const want = (cluster: string, address: string, context: TalosContext) =>
      wanted.set(
        keyOf(cluster, address),
        () => new TalosMachine(address, new TalosClient(context, address)),
      );
    for (const target of targets) {
      const context = this.contextOf(target.cluster);
      const address = context && this.addressOf(target, context);
      if (address) want(target.cluster, address, context);
    }
    for (const cluster of clusters) {
      const context = this.contextOf(cluster);
      const own = targets.filter(target => target.cluster === cluster);
      for (const address of this.strangers(cluster, own)) {
        want(cluster, address, context!);
      }
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
    const name = this.contextNames(cluster).find(one => this.has(one));
    return this.config?.contexts.find(context => context.name === name);
  }

  /** Names that a cluster's context may have, the best first. */
  private contextNames(cluster: string): string[] {
    const { config } = this;
    const named = this.options.contexts[cluster];
    if (named !== undefined) return [named];
    if (cluster !== HUB_CLUSTER || !config) return [cluster];
    const { current, contexts, unusable } = config;
    // Where none is set, a single one is meant.
    const single =
      contexts.length + unusable.length === 1 ? contexts[0]?.name : undefined;
    return [cluster, current ?? single].filter(one => one !== undefined);
  }

  /** Whether the talosconfig has a context of that name, of use or not. */
  private has(name: string): boolean {
    const { contexts = [], unusable = [] } = this.config ?? {};
    return [...contexts, ...unusable].some(one => one.name === name);
  }

  /** A context that can't be used is a fault where a cluster is in need of it. */
  private noteUnusable(clusters: string[]): void {
    if (!this.config) return;
    const { unusable } = this.config;
    const reasons = clusters.flatMap(cluster => {
      const name = this.contextNames(cluster).find(one => this.has(one));
      return unusable.find(one => one.name === name)?.reason ?? [];
    });
    this.fault = reasons.length
      ? `The talosconfig is not usable: ${reasons.join(' ')}`
      : undefined;
  }

  /** Machines that a cluster's context names and none of its nodes is. */
  private strangers(cluster: string, targets: TalosTarget[]): string[] {
    const known = targets.flatMap(({ addresses }) => addresses);
    return (this.contextOf(cluster)?.nodes ?? []).filter(
      address => !known.some(one => this.hosts.same(one, address)),
    );
  }

  /** The address by which Talos knows a node; undefined when it does not. */
  private addressOf(
    { addresses, runsTalos }: TalosTarget,
    context: TalosContext,
  ): string | undefined {
    return (
      hostsOf(context).find(host =>
        addresses.some(address => this.hosts.same(address, host)),
      ) ?? (runsTalos ? addresses[0] : undefined)
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
      this.config.unusable.forEach(({ reason }) =>
        logger.info(`Of the talosconfig: ${reason}`),
      );
    } catch (error) {
      this.config = undefined;
      this.fault = (error as Error).message;
      logger.warn(this.fault);
    }
  }
}

/** Machines that a context speaks of. */
function hostsOf({ nodes, endpoints }: TalosContext): string[] {
  // A machine that is an endpoint is asked itself.
  return [...endpoints.map(hostOf), ...nodes];
}
