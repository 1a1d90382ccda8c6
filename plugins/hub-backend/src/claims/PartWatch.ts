import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConnection } from '../kube/KubeConnection';
import { LeanWatch } from '../kube/LeanWatch';
import { leanPart, PartObject } from './objects';

/** Crossplane's label on everything that it has composed. */
const COMPOSED = 'crossplane.io/composite';
const RETRY_MS = 500;
const LONGEST_MS = 5_000;

interface Discovery {
  resources?: { name: string; kind: string; namespaced: boolean }[];
}

/**
 * Follows the composed objects of one kind. How the kind is called in addresses
 * is asked of the API server first, again and again while it doesn't know it.
 */
export class PartWatch {
  /** Why nothing is known of this kind now; undefined while it answers. */
  fault?: string = 'Not looked at yet.';
  private readonly stopping = new AbortController();
  private watch?: LeanWatch<PartObject, PartObject>;
  private running?: Promise<void>;

  constructor(
    private readonly options: {
      connection: KubeConnection;
      apiVersion: string;
      kind: string;
      onChange(): void;
    },
  ) {}

  /** Those that are there, as far as is known. */
  get items(): PartObject[] {
    return [...(this.watch?.items.values() ?? [])];
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.watch?.stop();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        const path = await this.path(signal);
        if (signal.aborted) return;
        this.watch = new LeanWatch<PartObject, PartObject>({
          connection: this.options.connection,
          path,
          labelSelector: COMPOSED,
          lean: leanPart,
          onChange: this.options.onChange,
          onState: error => this.setFault(error?.message),
        });
        this.watch.start();
        return;
      } catch (error) {
        this.setFault((error as Error).message);
        const delay = Math.min(RETRY_MS * failures, LONGEST_MS);
        await sleep(delay, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async path(signal: AbortSignal): Promise<string> {
    const { connection, apiVersion, kind } = this.options;
    const root = apiVersion.includes('/')
      ? `/apis/${apiVersion}`
      : `/api/${apiVersion}`;
    const { resources } = await connection.get<Discovery>(root, {}, signal);
    const found = resources?.find(
      one => one.kind === kind && !one.name.includes('/'),
    );
    if (!found) throw new Error(`The hub doesn't know the kind ${kind}.`);
    return `${root}/${found.name}`;
  }

  private setFault(fault: string | undefined): void {
    if (fault === this.fault) return;
    this.fault = fault;
    this.options.onChange();
  }
}
