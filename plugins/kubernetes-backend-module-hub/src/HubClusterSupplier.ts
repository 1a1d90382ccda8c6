import {
  ClusterDetails,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';
import { HubInventory } from '@illm-lab/plugin-hub-node';
import { clusterDetails } from './clusterDetails';

/** The clusters that the hub knows at this moment; none is listed by hand. */
export class HubClusterSupplier implements KubernetesClustersSupplier {
  constructor(private readonly inventory: HubInventory) {}

  getClusters(): Promise<ClusterDetails[]> {
    return clusterDetails(this.inventory);
  }
}
