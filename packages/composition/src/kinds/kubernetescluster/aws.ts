import { Size } from '../../clouds';
import { detail, fact, Input } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import { connection, KubernetesClusterSpec, required } from './spec';

const NODE_TYPES: Record<Size, string> = {
  small: 't3.medium',
  medium: 'm7i.large',
  large: 'm7i.xlarge',
};
/** Of a cluster's name. */
const MAX_LENGTH = 100;
/** Of a node group's name. */
const MAX_GROUP_LENGTH = 63;

/** Kubernetes on AWS: Amazon EKS with one managed node group. */
export function awsKubernetesCluster(
  input: Input<KubernetesClusterSpec>,
): Plan {
  const { spec, region } = input;
  const subnetIds = required(input, 'clusterSubnetIds').split(/[\s,]+/);
  const version = spec.version && { version: spec.version };
  const ofCluster = {
    region,
    clusterNameRef: { name: input.objectName('cluster') },
  };
  return {
    parts: {
      cluster: {
        managed: 'eksCluster',
        externalName: cloudName(input, MAX_LENGTH),
        forProvider: {
          region,
          ...version,
          roleArn: required(input, 'clusterRoleArn'),
          vpcConfig: {
            subnetIds,
            endpointPublicAccess: true,
            endpointPrivateAccess: true,
          },
          // Who made it, Crossplane's account, may let others in.
          accessConfig: {
            authenticationMode: 'API_AND_CONFIG_MAP',
            bootstrapClusterCreatorAdminPermissions: true,
          },
        },
      },
      nodes: {
        managed: 'eksNodeGroup',
        externalName: cloudName(input, MAX_GROUP_LENGTH),
        forProvider: {
          ...ofCluster,
          ...version,
          nodeRoleArn: required(input, 'clusterNodeRoleArn'),
          subnetIds,
          instanceTypes: [NODE_TYPES[spec.size]],
          scalingConfig: {
            minSize: spec.nodes,
            maxSize: spec.nodes,
            desiredSize: spec.nodes,
          },
        },
      },
      auth: { managed: 'eksClusterAuth', forProvider: ofCluster },
    },
    order: [
      {
        keep: 'cluster',
        until: 'nodes',
        why: 'EKS deletes no cluster that has node groups',
      },
    ],
    endpoint: fact(input, 'cluster', 'endpoint'),
    connection: connection(detail(input, 'auth', 'kubeconfig')),
  };
}
