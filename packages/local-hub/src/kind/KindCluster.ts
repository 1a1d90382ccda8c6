import { existsSync } from 'node:fs';
import { BringUpOptions, BroughtUpCluster } from '../clusters/BroughtUpCluster';
import { clusterAccess } from '../clusters/kubeconfig';
import { ClusterAccess } from '../clusters/Maker';
import { ClusterObject } from '../clusters/types';
import { KindSettings } from './settings';

interface Options extends Omit<BringUpOptions, 'contents' | 'tokens'> {
  settings: KindSettings;
}

/** One cluster of containers, made by kind. */
export class KindCluster extends BroughtUpCluster {
  readonly endpoint: string;
  private readonly name: string;
  private readonly nodes: number;

  constructor(object: ClusterObject, private readonly made: Options) {
    super(object, {
      ...made,
      contents: made.settings.contents,
      tokens: ['portal'],
    });
    this.name = object.metadata.name;
    this.nodes = object.spec.nodes ?? 1;
    // By this name the containers of one Docker network know each other.
    this.endpoint = `https://${this.name}-control-plane:6443`;
  }

  async access(): Promise<ClusterAccess> {
    const kubeconfig = await this.kind([
      ...['get', 'kubeconfig', '--internal', '--name', this.name],
    ]);
    const token = await this.token('portal');
    return { kubeconfig, portal: { ...clusterAccess(kubeconfig), token } };
  }

  protected async create(): Promise<void> {
    const { kubeconfig, settings } = this.made;
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
    return this.command('kind', args, input);
  }
}
