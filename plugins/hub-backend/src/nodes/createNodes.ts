import { LoggerService } from '@backstage/backend-plugin-api';
import { HubInventory, HubSource } from '@illm-lab/plugin-hub-node';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { publishClusters } from '../clusters/publishClusters';
import { HubConfig } from '../config';
import { EventHub } from '../events/EventHub';
import { RepositoryReader } from '../experiments/RepositoryReader';
import { KubeConnection } from '../kube/KubeConnection';
import { TalosFleet } from '../talos/TalosFleet';
import { DeclaredReader } from './DeclaredReader';
import { NodeBook } from './NodeBook';
import { NodeService } from './NodeService';
import { nodePublisher } from './publishNodes';

/** Puts together what the hub knows of clusters and their nodes. */
export function createNodes(deps: {
  config: Pick<HubConfig, 'talos'>;
  connection: KubeConnection;
  events: EventHub;
  inventory: HubInventory;
  logger: LoggerService;
  repository: RepositoryReader;
}) {
  const { config, events, inventory, logger } = deps;
  const registry = new ClusterRegistry(deps);
  publishClusters(registry, inventory);
  registry.onChange(() => events.changed('clusters'));
  const publish = nodePublisher(registry, inventory);
  const fleet = new TalosFleet({ ...config.talos, logger });
  const declared = new DeclaredReader(deps.repository, logger);
  const book: NodeBook = new NodeBook({
    registry,
    fleet,
    declared,
    onChange: () => {
      publish(book);
      events.changed('nodes');
    },
  });
  const sources: HubSource[] = [registry, book];
  return {
    clusters: registry,
    nodes: new NodeService({ registry, book, fleet, declared }),
    sources,
  };
}
