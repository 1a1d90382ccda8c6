import {
  LABEL_CLUSTER_ROLE,
  LABEL_EXPERIMENT,
  LABEL_RUN,
} from '@illm-lab/plugin-hub-common';
import { HubInventory, InventoryConnection } from '@illm-lab/plugin-hub-node';
import { readFileSync } from 'node:fs';
import { KubeConnection } from '../kube/KubeConnection';
import { ClusterRegistry, HubCluster } from './ClusterRegistry';

/** Keeps the inventory's clusters as the registry has them. */
export function publishClusters(
  registry: ClusterRegistry,
  inventory: HubInventory,
): void {
  const publish = () =>
    inventory.set(
      'clusters',
      registry.list().map(cluster => ({
        name: cluster.name,
        title: cluster.title,
        server: cluster.server,
        labels: labelsOf(cluster),
        connection: async () => connectionOf(cluster.connection),
      })),
    );
  registry.onChange(publish);
  publish();
}

function labelsOf({ experiment, role, run }: HubCluster) {
  return {
    ...(experiment && { [LABEL_EXPERIMENT]: experiment }),
    ...(role && { [LABEL_CLUSTER_ROLE]: role }),
    ...(run && { [LABEL_RUN]: run }),
  };
}

/** Data that a kubeconfig has in itself, in base64, or in a file. */
const pem = (data?: string, file?: string) =>
  data
    ? Buffer.from(data, 'base64').toString('utf8')
    : file && readFileSync(file, 'utf8');

function connectionOf(connection: KubeConnection): InventoryConnection {
  const config = connection.config();
  const token = connection.token();
  const cluster = config.getCurrentCluster();
  const user = config.getCurrentUser();
  if (!cluster) {
    throw new Error('The kubeconfig has no current cluster.');
  }
  const ca = pem(cluster.caData, cluster.caFile);
  const cert = pem(user?.certData, user?.certFile);
  const key = pem(user?.keyData, user?.keyFile);
  return {
    server: cluster.server,
    ...(ca && { ca }),
    ...(cluster.skipTLSVerify && { skipTlsVerify: true }),
    ...(token && { token }),
    ...(cert && key && { clientCertificate: { cert, key } }),
  };
}
