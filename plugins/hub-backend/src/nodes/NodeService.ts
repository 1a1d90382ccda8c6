import { Cluster, SourceStatus } from '@illm-lab/plugin-hub-common';
import { ClusterRegistry } from '../clusters/ClusterRegistry';

/** Answers what the API is asked about clusters and nodes, from memory. */
export class NodeService {
  constructor(private readonly registry: ClusterRegistry) {}

  /** The clusters, the hub first. */
  clusters(): { items: Cluster[]; source: SourceStatus } {
    const source = this.registry.status();
    return {
      items: this.registry
        .list()
        .map(({ name, title, server, experiment, role, run }) => ({
          name,
          title,
          server,
          experiment: experiment ?? null,
          role: role ?? null,
          run: run ?? null,
          kubernetesVersion: null,
          nodes: 0,
          source,
        })),
      source,
    };
  }
}
