import { HubInventory } from '@illm-lab/plugin-hub-node';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { NodeBook } from './NodeBook';

/**
 * Brings the inventory's nodes up to date. Only what the catalog shows counts:
 * a node's state changes all the time and is no reason to touch its entity.
 *
 * @returns what to call when nodes may have changed
 */
export function nodePublisher(
  registry: ClusterRegistry,
  inventory: HubInventory,
): (book: NodeBook) => void {
  let last = '';
  return book => {
    // Before all clusters have answered, an entity would seem to be gone.
    const clusters = registry.list();
    const known = clusters.filter(({ name }) => book.watch(name)?.version);
    if (known.length === 0) return;
    const nodes = clusters.flatMap(cluster =>
      book.nodes(cluster).map(({ name, facts }) => ({
        name,
        cluster: cluster.name,
        ...(facts?.about.osImage && {
          description: `${facts.about.osImage}, ${facts.about.architecture}`,
        }),
        labels: {},
      })),
    );
    const text = JSON.stringify(nodes);
    if (text !== last) {
      last = text;
      inventory.set('nodes', nodes);
    }
  };
}
