import { HubContext } from '../hub/components/context';
import { prepareCredentials } from '../hub/credentials';
import { Logger } from '../supervisor';
import { ToolSet } from '../tools';
import { builtTools } from './builtTools';
import { LocalCluster } from './LocalCluster';
import { ClusterMaker, MadeCluster } from '../clusters/Maker';
import { PlaceBook } from './PlaceBook';
import { versionRefusal } from '../clusters/status';
import { ClusterObject } from '../clusters/types';

/** Clusters that are processes of this computer. */
export class LocalMaker implements ClusterMaker {
  readonly provider = 'local';

  constructor(
    private readonly options: {
      places: PlaceBook;
      repoRoot: string;
      cacheDir: string;
      tools: ToolSet;
    },
  ) {}

  kubernetesVersion() {
    return builtTools(this.options.tools).versionOf('kube-apiserver');
  }

  refusal({ spec }: ClusterObject): string | undefined {
    return (spec.nodes ?? 1) > 1
      ? `spec.nodes is ${spec.nodes}: a cluster of the local hub has one node, this computer. Set 1, or another provider.`
      : versionRefusal(spec, this.kubernetesVersion(), 'the local hub');
  }

  async make(
    object: ClusterObject,
    { logger, onChange }: { logger: Logger; onChange: () => void },
  ): Promise<MadeCluster | string> {
    const { places, repoRoot, cacheDir, tools } = this.options;
    const { name, uid } = object.metadata;
    const known = places.read(name);
    if (known && known.uid !== uid) await this.end(name);
    const layout = await places.take(name, uid);
    if (typeof layout === 'string') return layout;
    const context: HubContext = {
      ...builtTools(tools),
      disposable: true,
      repoRoot,
      layout,
      credentials: await prepareCredentials(layout),
    };
    return new LocalCluster(context, {
      withArgo: object.spec.role === 'orchestrator',
      cacheDir,
      reach: places.apiPorts,
      logger,
      onChange,
    });
  }

  list() {
    return this.options.places.list().map(({ name }) => name);
  }

  async end(name: string): Promise<void> {
    await this.options.places.end(name);
    this.options.places.free(name);
  }
}
