import { LoggerService } from '@backstage/backend-plugin-api';
import { HubInventory, HubSource } from '@illm-lab/plugin-hub-node';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { publishClusters } from '../clusters/publishClusters';
import { KubeConnection } from '../kube/KubeConnection';
import { NodeService } from './NodeService';

/** Puts together what the hub knows of clusters and their nodes. */
export function createNodes(deps: {
  connection: KubeConnection;
  inventory: HubInventory;
  logger: LoggerService;
}) {
  const clusters = new ClusterRegistry(deps);
  publishClusters(clusters, deps.inventory);
  const sources: HubSource[] = [clusters];
  return { clusters, nodes: new NodeService(clusters), sources };
}
