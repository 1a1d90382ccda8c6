import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '../supervisor';
import { ClusterContents } from './contents';
import { Group, GroupState } from './groups';
import { ClusterAccess, MadeCluster } from './Maker';
import { Run } from './programs';
import { ClusterObject } from './types';

/** Docker, the cloud or the network may be away for a while. */
const RETRY_MS = 5_000;
/** For each wait of kubectl; images may have to be pulled. */
const TIMEOUT = '--timeout=300s';
const NAMESPACE = 'illm-lab';

export interface BringUpOptions {
  /** File with the way in of an administrator. */
  kubeconfig: string;
  contents: ClusterContents;
  /** ServiceAccounts of the namespace `illm-lab` that get a lasting token. */
  tokens: string[];
  run: Run;
  logger: Logger;
  onChange: () => void;
}

/**
 * Brings up a cluster whose control plane somebody else makes, from nothing or
 * from wherever an earlier provider came to, and tries until it works.
 */
export abstract class BroughtUpCluster implements MadeCluster {
  abstract readonly endpoint: string | undefined;
  private readonly stopping = new AbortController();
  private readonly groups = new Map<Group, GroupState>();
  private loop?: Promise<void>;

  constructor(object: ClusterObject, private readonly options: BringUpOptions) {
    this.await('control-plane');
    this.await('node');
    if (object.spec.role === 'orchestrator') this.await('argo');
  }

  abstract access(): Promise<ClusterAccess>;

  /**
   * Makes the control plane, or finds it made. Its kubeconfig is a file then.
   *
   * @param waiting - told what it waits for
   */
  protected abstract create(waiting: (message: string) => void): Promise<void>;

  async start(): Promise<void> {
    this.loop ??= this.bring();
  }

  /** Ends what is being done, not the cluster: `ClusterMaker.end` removes it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  group(group: Group): GroupState | undefined {
    return this.groups.get(group);
  }

  protected get signal(): AbortSignal {
    return this.stopping.signal;
  }

  /** Runs a program until it ends or the work is stopped. */
  protected command(
    program: string,
    args: string[],
    input?: string,
  ): Promise<string> {
    return this.options.run(program, args, { input, signal: this.signal });
  }

  /** The lasting token of one of the ServiceAccounts. */
  protected async token(account: string): Promise<string> {
    const token = await this.kubectl([
      ...['get', 'secret', `${account}-token`, `--namespace=${NAMESPACE}`],
      '--output=jsonpath={.data.token}',
    ]);
    if (!token) throw new Error(`The token of ${account} is not there yet.`);
    return Buffer.from(token, 'base64').toString('utf8');
  }

  private await(group: Group, message = '') {
    this.groups.set(group, { ready: false, message });
  }

  private waiting(group: Group, message: string) {
    if (this.groups.get(group)?.message === message) return;
    this.await(group, message);
    this.options.onChange();
  }

  private done(group: Group) {
    this.groups.set(group, { ready: true, message: '' });
    this.options.onChange();
  }

  private async bring(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        await this.create(why => this.waiting('control-plane', why));
        this.done('control-plane');
        await this.prepare();
        this.done('node');
        if (this.groups.has('argo')) {
          await this.installArgo();
          this.done('argo');
        }
        return;
      } catch (error) {
        if (this.signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        this.options.logger.warn(`${reason}; again in ${RETRY_MS} ms`);
        const open = [...this.groups].find(([, { ready }]) => !ready);
        if (open) this.waiting(open[0], reason);
        await sleep(RETRY_MS, undefined, { signal: this.signal }).catch(
          () => {},
        );
      }
    }
  }

  /** Ready for pods, and for the portal to look at it. */
  private async prepare(): Promise<void> {
    const ready = '--for=condition=Ready';
    await this.kubectl(['wait', 'nodes', '--all', ready, TIMEOUT]);
    const { contents, tokens } = this.options;
    const secrets = tokens.map(account => ({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/service-account-token',
      metadata: {
        name: `${account}-token`,
        namespace: NAMESPACE,
        annotations: { 'kubernetes.io/service-account.name': account },
      },
    }));
    await this.kubectl(
      ['apply', '--server-side', '--force-conflicts', '--filename=-'],
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [...contents.manifests, ...secrets],
      }),
    );
  }

  private async installArgo(): Promise<void> {
    await Promise.all(
      this.options.contents.argo.map(async ({ namespace, url, workloads }) => {
        const inNamespace = `--namespace=${namespace}`;
        await this.kubectl([
          ...['apply', '--server-side', '--force-conflicts', inNamespace],
          `--filename=${url}`,
        ]);
        for (const workload of workloads) {
          await this.kubectl([
            ...['rollout', 'status', workload, inNamespace, TIMEOUT],
          ]);
        }
      }),
    );
  }

  private kubectl(args: string[], input?: string): Promise<string> {
    const { kubeconfig } = this.options;
    return this.command(
      'kubectl',
      [`--kubeconfig=${kubeconfig}`, ...args],
      input,
    );
  }
}
