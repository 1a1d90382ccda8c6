import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ClusterMaker, MadeCluster } from '../clusters/Maker';
import { versionRefusal } from '../clusters/status';
import { ClusterObject } from '../clusters/types';
import { Logger } from '../supervisor';
import { Run } from '../clusters/programs';
import { KindCluster } from './KindCluster';
import { KindSettings } from './settings';

/** Clusters that are containers of this computer's Docker, by kind. */
export class KindMaker implements ClusterMaker {
  readonly provider = 'kind';

  /** @param folder - where it notes which clusters are its own */
  constructor(
    private readonly folder: string,
    private readonly settings: KindSettings,
    private readonly run: Run,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  kubernetesVersion() {
    return /:(v[\d.]+)/.exec(this.settings.image)?.[1];
  }

  refusal({ spec }: ClusterObject): string | undefined {
    return versionRefusal(
      spec,
      this.kubernetesVersion(),
      'platform/hub/cluster/kind.yaml',
    );
  }

  async make(
    object: ClusterObject,
    options: { logger: Logger; onChange: () => void },
  ): Promise<MadeCluster> {
    const { name } = object.metadata;
    const folder = path.join(this.folder, name);
    // Noted before it is made, so that one that was half made is found.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new KindCluster(object, {
      ...options,
      kubeconfig: path.join(folder, 'kubeconfig'),
      settings: this.settings,
      run: this.run,
    });
  }

  list() {
    return readdirSync(this.folder);
  }

  async end(name: string): Promise<void> {
    const folder = path.join(this.folder, name);
    if (!existsSync(folder)) return;
    // One that is not there is no error to kind.
    await this.run('kind', ['delete', 'cluster', '--name', name]);
    rmSync(folder, { recursive: true, force: true });
  }
}
