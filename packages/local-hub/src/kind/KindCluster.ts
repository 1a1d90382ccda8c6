import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Group, GroupState } from '../clusters/groups';
import { clusterAccess } from '../clusters/kubeconfig';
import { ClusterAccess, MadeCluster } from '../clusters/Maker';
import { ClusterObject } from '../clusters/types';
import { Logger } from '../supervisor';
import { Run } from './commands';
import { KindSettings } from './settings';

/** Docker or the network may be away for a while. */
const RETRY_MS = 5_000;
/** For each wait of kubectl; images may have to be pulled. */
const TIMEOUT = '--timeout=300s';
const TOKEN_SECRET = { name: 'portal-token', namespace: 'illm-lab' };

interface Options {
  settings: KindSettings;
  run: Run;
  /** File that kind writes when the control plane is up. */
  kubeconfig: string;
  logger: Logger;
  onChange: () => void;
}

/** One cluster of containers, made and prepared by kind and kubectl. */
export class KindCluster implements MadeCluster {
  readonly endpoint: string;
  private readonly name: string;
  private readonly nodes: number;
  private readonly stopping = new AbortController();
  private readonly groups = new Map<Group, GroupState>();
  private loop?: Promise<void>;

  constructor(object: ClusterObject, private readonly options: Options) {
    this.name = object.metadata.name;
    this.nodes = object.spec.nodes ?? 1;
    // By this name the containers of one Docker network know each other.
    this.endpoint = `https://${this.name}-control-plane:6443`;
    for (const group of ['control-plane', 'node'] as const) this.await(group);
    if (object.spec.role === 'orchestrator') this.await('argo');
  }

  async start(): Promise<void> {
    this.loop ??= this.bring();
  }

  /** Ends what is being done; `KindMaker.end` removes the containers. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  group(group: Group): GroupState | undefined {
    return this.groups.get(group);
  }

  async access(): Promise<ClusterAccess> {
    const kubeconfig = await this.command('kind', [
      ...['get', 'kubeconfig', '--internal', '--name', this.name],
    ]);
    const token = await this.kubectl([
      ...['get', 'secret', TOKEN_SECRET.name],
      `--namespace=${TOKEN_SECRET.namespace}`,
      '--output=jsonpath={.data.token}',
    ]);
    if (!token) throw new Error('The portal’s token is not there yet.');
    return {
      kubeconfig,
      portal: {
        ...clusterAccess(kubeconfig),
        token: Buffer.from(token, 'base64').toString('utf8'),
      },
    };
  }

  private await(group: Group, message = 'Waiting') {
    this.groups.set(group, { ready: false, message });
  }

  private done(group: Group) {
    this.groups.set(group, { ready: true, message: '' });
    this.options.onChange();
  }

  /** From nothing, or from wherever an earlier provider came to. */
  private async bring(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.create();
        await this.prepare();
        if (this.groups.has('argo')) await this.installArgo();
        return;
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        this.options.logger.warn(`${reason}; again in ${RETRY_MS} ms`);
        const open = [...this.groups].find(([, { ready }]) => !ready);
        if (open) this.await(open[0], reason);
        this.options.onChange();
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  private async create(): Promise<void> {
    const { kubeconfig, settings } = this.options;
    const known = await this.command('kind', ['get', 'clusters']);
    const there = known.split('\n').includes(this.name);
    if (!there || !existsSync(kubeconfig)) {
      // What a killed kind has left can not be gone on with.
      if (there) {
        await this.command('kind', ['delete', 'cluster', '--name', this.name]);
      }
      await this.command(
        'kind',
        [
          ...['create', 'cluster', '--name', this.name, '--config', '-'],
          ...['--image', settings.image, '--kubeconfig', kubeconfig],
        ],
        JSON.stringify({
          kind: 'Cluster',
          apiVersion: 'kind.x-k8s.io/v1alpha4',
          networking: { apiServerAddress: '127.0.0.1' },
          nodes: Array.from({ length: this.nodes }, (_, index) => ({
            role: index === 0 ? 'control-plane' : 'worker',
          })),
        }),
      );
    }
    this.done('control-plane');
  }

  /** Ready for pods, and for the portal to look at it. */
  private async prepare(): Promise<void> {
    await this.kubectl([
      'wait',
      'nodes',
      '--all',
      '--for=condition=Ready',
      TIMEOUT,
    ]);
    await this.kubectl(
      ['apply', '--server-side', '--force-conflicts', '--filename=-'],
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          ...this.options.settings.manifests,
          {
            apiVersion: 'v1',
            kind: 'Secret',
            type: 'kubernetes.io/service-account-token',
            metadata: {
              ...TOKEN_SECRET,
              annotations: { 'kubernetes.io/service-account.name': 'portal' },
            },
          },
        ],
      }),
    );
    this.done('node');
  }

  private async installArgo(): Promise<void> {
    await Promise.all(
      this.options.settings.argo.map(async ({ namespace, url, workloads }) => {
        const inNamespace = `--namespace=${namespace}`;
        await this.kubectl([
          ...['apply', '--server-side', '--force-conflicts', inNamespace],
          `--filename=${url}`,
        ]);
        for (const workload of workloads) {
          await this.kubectl([
            'rollout',
            'status',
            workload,
            inNamespace,
            TIMEOUT,
          ]);
        }
      }),
    );
    this.done('argo');
  }

  private kubectl(args: string[], input?: string): Promise<string> {
    return this.command(
      'kubectl',
      [`--kubeconfig=${this.options.kubeconfig}`, ...args],
      input,
    );
  }

  private command(program: string, args: string[], input?: string) {
    const { signal } = this.stopping;
    return this.options.run(program, args, { input, signal });
  }
}
