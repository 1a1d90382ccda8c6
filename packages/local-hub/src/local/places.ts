import path from 'node:path';
import { DEFAULT_PORT, layout, Layout } from '../hub/layout';

/** Clusters that a local hub has room for at once: two runs of three, and two. */
export const PLACES = 8;

/**
 * Ports of the clusters of all hubs of a computer lie here, below those that
 * the system hands out by itself (from 32768 on).
 */
const FIRST_PORT = 20_000;
const PORTS_PER_CLUSTER = 30;
const HUBS = 50;
const PORTS_PER_HUB = 100;
/** A cluster's share of the third octet: half for pods, one for balancers. */
const OCTETS_PER_CLUSTER = 16;

const indexOf = (port: number) => {
  const index = Math.floor((port - DEFAULT_PORT) / PORTS_PER_HUB) % HUBS;
  return (index + HUBS) % HUBS;
};

const portOf = (hub: Layout, place: number) =>
  FIRST_PORT + (indexOf(hub.port) * PLACES + place) * PORTS_PER_CLUSTER;

/** Ports of the API servers of a hub's clusters, whether they are there or not. */
export const clusterApiPorts = (hub: Layout): number[] =>
  Array.from(
    { length: PLACES },
    (_, place) => layout('', portOf(hub, place)).ports.apiserver,
  );

/** Folder of all clusters in a hub's state. */
export const clustersFolder = (hub: Layout) => hub.path('clusters');

/**
 * Where everything of one cluster is. A cluster is laid out as a hub is, in a
 * folder and at ports of its own; its addresses lie in the range from which the
 * hub takes those of its load balancers, behind them.
 *
 * @param place - from 0 to {@link PLACES} less one
 */
export function clusterLayout(
  hub: Layout,
  name: string,
  place: number,
): Layout {
  const balancers = Number(hub.network.loadBalancers.split('.')[1]);
  const octet = (place + 1) * OCTETS_PER_CLUSTER;
  return {
    ...layout(path.join(clustersFolder(hub), name), portOf(hub, place)),
    network: {
      pods: `10.${balancers}.${octet}.0/21`,
      processes: `127.${balancers}.${octet}.0/21`,
      loadBalancers: `127.${balancers}.${octet + 8}.0/24`,
    },
  };
}
