import { Cloud } from '../clouds';

/** A kind of a provider. */
export interface ManagedKind {
  cloud: Cloud;
  group: string;
  kind: string;
  /** Name of the kind in addresses. */
  plural: string;
  /** Name of the provider's package that brings it. */
  package: string;
  /** Whether the cloud can tag it. What can't be tagged is free of charge. */
  taggable: boolean;
  /** The details that its connection Secret holds are used. */
  connection?: boolean;
}

const aws = (
  service: string,
  kind: string,
  plural: string,
  more: Pick<ManagedKind, 'taggable' | 'connection'>,
): ManagedKind => ({
  cloud: 'aws',
  group: `${service}.aws.m.upbound.io`,
  kind,
  plural,
  package: `provider-aws-${service}`,
  ...more,
});

const azure = (
  service: string,
  kind: string,
  plural: string,
  more: Pick<ManagedKind, 'taggable' | 'connection'>,
): ManagedKind => ({
  cloud: 'azure',
  group: `${service}.azure.m.upbound.io`,
  kind,
  plural,
  package: `provider-azure-${service}`,
  ...more,
});

const tagged = { taggable: true };
const untagged = { taggable: false };
const withSecret = { taggable: true, connection: true };

/** Version of all kinds below. */
export const MANAGED_VERSION = 'v1beta1';

/**
 * All kinds of the providers that claims are made of. From here come the
 * activations, the local hub's definitions and the table in
 * docs/reference/labels.md of what can't be tagged.
 */
export const MANAGED = {
  rdsInstance: aws('rds', 'Instance', 'instances', withSecret),
  bucket: aws('s3', 'Bucket', 'buckets', tagged),
  bucketVersioning: aws(
    's3',
    'BucketVersioning',
    'bucketversionings',
    untagged,
  ),
  bucketEncryption: aws(
    's3',
    'BucketServerSideEncryptionConfiguration',
    'bucketserversideencryptionconfigurations',
    untagged,
  ),
  bucketAccess: aws(
    's3',
    'BucketPublicAccessBlock',
    'bucketpublicaccessblocks',
    untagged,
  ),
  bucketLifecycle: aws(
    's3',
    'BucketLifecycleConfiguration',
    'bucketlifecycleconfigurations',
    untagged,
  ),
  sqsQueue: aws('sqs', 'Queue', 'queues', tagged),
  replicationGroup: aws(
    'elasticache',
    'ReplicationGroup',
    'replicationgroups',
    withSecret,
  ),
  eksCluster: aws('eks', 'Cluster', 'clusters', tagged),
  eksNodeGroup: aws('eks', 'NodeGroup', 'nodegroups', tagged),
  eksClusterAuth: aws('eks', 'ClusterAuth', 'clusterauths', {
    taggable: false,
    connection: true,
  }),
  resourceGroup: {
    ...azure('', 'ResourceGroup', 'resourcegroups', tagged),
    group: 'azure.m.upbound.io',
    package: 'provider-family-azure',
  },
  flexibleServer: azure(
    'dbforpostgresql',
    'FlexibleServer',
    'flexibleservers',
    withSecret,
  ),
  flexibleServerDatabase: azure(
    'dbforpostgresql',
    'FlexibleServerDatabase',
    'flexibleserverdatabases',
    untagged,
  ),
  storageAccount: azure('storage', 'Account', 'accounts', withSecret),
  storageContainer: azure('storage', 'Container', 'containers', untagged),
  storageLifecycle: azure(
    'storage',
    'ManagementPolicy',
    'managementpolicies',
    untagged,
  ),
  serviceBusNamespace: azure(
    'servicebus',
    'ServiceBusNamespace',
    'servicebusnamespaces',
    withSecret,
  ),
  serviceBusQueue: azure('servicebus', 'Queue', 'queues', untagged),
  aksCluster: azure(
    'containerservice',
    'KubernetesCluster',
    'kubernetesclusters',
    withSecret,
  ),
  managedRedis: azure('cache', 'ManagedRedis', 'managedredis', withSecret),
} as const satisfies Record<string, ManagedKind>;

/** Name of one of {@link MANAGED}. */
export type ManagedName = keyof typeof MANAGED;
