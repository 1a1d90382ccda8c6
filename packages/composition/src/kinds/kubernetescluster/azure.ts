import { Size } from '../../clouds';
import { detail, fact, Input } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import { GROUP, groupLast, inGroup, resourceGroup } from '../resourceGroup';
import { connection, KubernetesClusterSpec } from './spec';

const VM_SIZES: Record<Size, string> = {
  small: 'Standard_B2s',
  medium: 'Standard_D2s_v5',
  large: 'Standard_D4s_v5',
};
/** Of a cluster's name. */
const MAX_LENGTH = 63;
/** Of the first part of its host name. */
const MAX_DNS_LENGTH = 54;

/** Kubernetes on Azure: Azure Kubernetes Service with one pool of nodes. */
export function azureKubernetesCluster(
  input: Input<KubernetesClusterSpec>,
): Plan {
  const { spec, region, landing } = input;
  const host = fact(input, 'cluster', 'fqdn');
  return {
    parts: {
      [GROUP]: resourceGroup(input),
      cluster: {
        managed: 'aksCluster',
        externalName: cloudName(input, MAX_LENGTH),
        forProvider: {
          location: region,
          ...inGroup(input),
          ...(spec.version && { kubernetesVersion: spec.version }),
          dnsPrefix: cloudName(input, MAX_DNS_LENGTH),
          identity: { type: 'SystemAssigned' },
          defaultNodePool: {
            name: 'default',
            nodeCount: spec.nodes,
            vmSize: VM_SIZES[spec.size],
            ...(landing.clusterSubnetId && {
              vnetSubnetId: landing.clusterSubnetId,
            }),
          },
        },
      },
    },
    order: [groupLast('cluster')],
    endpoint: host && `https://${host}:443`,
    connection: connection(detail(input, 'cluster', 'kubeconfig')),
  };
}
