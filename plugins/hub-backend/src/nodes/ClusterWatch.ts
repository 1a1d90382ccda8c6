import { SourceStatus } from '@illm-lab/plugin-hub-common';
import { z } from 'zod';
import { HubCluster } from '../clusters/ClusterRegistry';
import { LeanWatch } from '../kube/LeanWatch';
import { KubeNode, NodeFacts, nodeFacts } from './kubeNode';
import { KubePod, PodFacts, podFacts } from './kubePod';
import { readUsage, Usage } from './usage';

const PROBE_TIMEOUT_MS = 5_000;
const versionSchema = z.object({ gitVersion: z.string() });

/**
 * Nodes and pods of one cluster, kept up to date in memory: what browsers ask
 * costs its API server nothing.
 */
export class ClusterWatch {
  /** Of the API server; undefined until it has answered. */
  version?: string;
  /** By node; undefined when nobody says what is used. */
  usage?: Map<string, Usage>;
  usageAt?: string;
  private readonly nodeWatch: LeanWatch<KubeNode, NodeFacts>;
  private readonly podWatch: LeanWatch<KubePod, PodFacts>;
  /** What is wrong with each way of asking; nothing when it answers. */
  private readonly faults = new Map<string, Error | undefined>([
    ['nodes', new Error('Not connected yet.')],
  ]);
  private lastGoodAt?: string;

  constructor(
    private readonly cluster: HubCluster,
    private readonly onChange: () => void,
  ) {
    const { connection } = cluster;
    const watch = (name: string) => ({
      connection,
      path: `/api/v1/${name}`,
      onChange,
      onState: (error?: Error) => this.setState(name, error),
    });
    this.nodeWatch = new LeanWatch({ ...watch('nodes'), lean: nodeFacts });
    this.podWatch = new LeanWatch({ ...watch('pods'), lean: podFacts });
  }

  start(): void {
    this.nodeWatch.start();
    this.podWatch.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.nodeWatch.stop(), this.podWatch.stop()]);
  }

  get nodes(): NodeFacts[] {
    return [...this.nodeWatch.items.values()];
  }

  get pods(): Iterable<PodFacts> {
    return this.podWatch.items.values();
  }

  status(): SourceStatus {
    const fault = [...this.faults.values()].find(Boolean);
    return {
      name: `Kubernetes of ${this.cluster.title}`,
      connected: fault === undefined,
      ...(fault && { reason: fault.message }),
      ...(fault && this.lastGoodAt && { lastGoodAt: this.lastGoodAt }),
    };
  }

  /**
   * Asks for what can't be watched: the version and what is used. Also finds a
   * cluster that is gone without having said so.
   */
  async poll(): Promise<void> {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    try {
      const answer = await this.cluster.connection.get('/version', {}, signal);
      const parsed = versionSchema.safeParse(answer);
      if (!parsed.success) {
        throw new Error('It answered something that is no Kubernetes version.');
      }
      this.version = parsed.data.gitVersion;
      this.usage = await readUsage(this.cluster.connection, signal);
      this.usageAt = this.usage && new Date().toISOString();
      this.setState('version', undefined);
    } catch (error) {
      this.usage = undefined;
      this.usageAt = undefined;
      this.setState(
        'version',
        signal.aborted
          ? new Error(
              `The API server did not answer within ${
                PROBE_TIMEOUT_MS / 1000
              } s.`,
            )
          : (error as Error),
      );
    }
  }

  private setState(way: string, error: Error | undefined): void {
    const before = this.status().connected;
    if (error && before) {
      this.lastGoodAt = new Date().toISOString();
    }
    this.faults.set(way, error);
    if (this.status().connected !== before) {
      this.onChange();
    }
  }
}
