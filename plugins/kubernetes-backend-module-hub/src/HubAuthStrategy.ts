import { ServiceUnavailableError } from '@backstage/errors';
import {
  AuthenticationStrategy,
  AuthMetadata,
  ClusterDetails,
  KubernetesCredential,
} from '@backstage/plugin-kubernetes-node';
import { HubInventory } from '@illm-lab/plugin-hub-node';

/**
 * Signs in with what the hub has of a cluster, read anew for each request, so
 * that renewed tokens count and none is kept in the clusters' details.
 */
export class HubAuthStrategy implements AuthenticationStrategy {
  constructor(private readonly inventory: HubInventory) {}

  async getCredential({ name }: ClusterDetails): Promise<KubernetesCredential> {
    const cluster = this.inventory
      .get('clusters')
      ?.find(one => one.name === name);
    if (!cluster) {
      throw new ServiceUnavailableError(
        `The hub no longer knows cluster ${name}.`,
      );
    }
    const { token, clientCertificate } = await cluster.connection();
    if (token !== undefined) {
      return { type: 'bearer token', token };
    }
    return clientCertificate
      ? { type: 'x509 client certificate', ...clientCertificate }
      : { type: 'anonymous' };
  }

  validateCluster(): Error[] {
    return [];
  }

  presentAuthMetadata(): AuthMetadata {
    return {};
  }
}
