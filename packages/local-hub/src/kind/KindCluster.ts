import { existsSync } from 'node:fs';
import { BringUp } from '../clusters/BringUp';
import { Group, GroupState } from '../clusters/groups';
import { clusterAccess } from '../clusters/kubeconfig';
import { ClusterAccess, MadeCluster } from '../clusters/Maker';
import { Run } from '../clusters/programs';
import { ClusterObject } from '../clusters/types';
import { Logger } from '../supervisor';
import { KindSettings } from './settings';

interface Options {
  settings: KindSettings;
  run: Run;
  /** File that kind writes when the control plane is up. */
  kubeconfig: string;
  logger: Logger;
  onChange: () => void;
}

/** One cluster of containers, made by kind. */
export class KindCluster implements MadeCluster {
  readonly endpoint: string;
  private readonly name: string;
  private readonly nodes: number;
  private readonly bringUp: BringUp;

  constructor(object: ClusterObject, private readonly options: Options) {
    this.name = object.metadata.name;
    this.nodes = object.spec.nodes ?? 1;
    // By this name the containers of one Docker network know each other.
    this.endpoint = `https://${this.name}-control-plane:6443`;
    this.bringUp = new BringUp(object, {
      ...options,
      contents: options.settings.contents,
      tokens: ['portal'],
      create: () => this.create(),
    });
  }

  async start(): Promise<void> {
    this.bringUp.start();
  }

  /** Ends what is being done; `KindMaker.end` removes the containers. */
  stop(): Promise<void> {
    return this.bringUp.stop();
  }

  group(group: Group): GroupState | undefined {
    return this.bringUp.group(group);
  }

  async access(): Promise<ClusterAccess> {
    const kubeconfig = await this.kind([
      ...['get', 'kubeconfig', '--internal', '--name', this.name],
    ]);
    const token = await this.bringUp.token('portal');
    return { kubeconfig, portal: { ...clusterAccess(kubeconfig), token } };
  }

  private async create(): Promise<void> {
    const { kubeconfig, settings } = this.options;
    const known = await this.kind(['get', 'clusters']);
    const there = known.split('\n').includes(this.name);
    if (there && existsSync(kubeconfig)) return;
    // What a killed kind has left can not be gone on with.
    if (there) await this.kind(['delete', 'cluster', '--name', this.name]);
    await this.kind(
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

  private kind(args: string[], input?: string): Promise<string> {
    return this.bringUp.command('kind', args, input);
  }
}
