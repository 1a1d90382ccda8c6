import { Entity } from '@backstage/catalog-model';
import {
  ClusterDetails,
  KubernetesServiceLocator,
} from '@backstage/plugin-kubernetes-node';
import { HUB_CLUSTER, LABEL_EXPERIMENT } from '@illm-lab/plugin-hub-common';
import { HubInventory } from '@illm-lab/plugin-hub-node';
import { clusterDetails } from './clusterDetails';

/**
 * Where an entity's objects can be: on the hub, and, for an experiment, on the
 * clusters of its runs. Other clusters are not asked.
 */
export class HubServiceLocator implements KubernetesServiceLocator {
  constructor(private readonly inventory: HubInventory) {}

  async getClustersByEntity(
    entity: Entity,
  ): Promise<{ clusters: ClusterDetails[] }> {
    const experiment = entity.metadata.annotations?.[LABEL_EXPERIMENT];
    return {
      clusters: await clusterDetails(
        this.inventory,
        ({ name, labels }) =>
          name === HUB_CLUSTER ||
          (experiment !== undefined && labels[LABEL_EXPERIMENT] === experiment),
      ),
    };
  }
}
