import { ClusterDetails } from '@backstage/plugin-kubernetes-node';
import { HubInventory, InventoryCluster } from '@illm-lab/plugin-hub-node';

/**
 * The one way to sign in to clusters: by the credentials that the hub has of
 * them. The name is that of a strategy which the browser's side of the plugin
 * knows as “nothing to add here”.
 */
export const AUTH_PROVIDER = 'serviceAccount';

const AUTH_METADATA = {
  'kubernetes.io/auth-provider': AUTH_PROVIDER,
};

async function detailsOf(
  cluster: InventoryCluster,
): Promise<ClusterDetails | undefined> {
  try {
    const { server, ca, skipTlsVerify } = await cluster.connection();
    return {
      name: cluster.name,
      title: cluster.title,
      url: server,
      authMetadata: AUTH_METADATA,
      skipMetricsLookup: true,
      ...(ca !== undefined && { caData: Buffer.from(ca).toString('base64') }),
      ...(skipTlsVerify && { skipTLSVerify: true }),
    };
  } catch {
    // No credentials now, such as while the hub is being built: the pages of
    // the hub say so, and here it is not there yet.
    return undefined;
  }
}

/** Those of the hub's clusters that can be asked now. */
export async function clusterDetails(
  inventory: HubInventory,
  wanted: (cluster: InventoryCluster) => boolean = () => true,
): Promise<ClusterDetails[]> {
  const clusters = (inventory.get('clusters') ?? []).filter(wanted);
  const details = await Promise.all(clusters.map(detailsOf));
  return details.flatMap(one => one ?? []);
}
