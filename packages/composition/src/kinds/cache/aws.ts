import { Size } from '../../clouds';
import { detail, fact, Input } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import { CacheSpec, connection } from './spec';

const NODE_TYPES: Record<Size, string> = {
  small: 'cache.t4g.micro',
  medium: 'cache.t4g.medium',
  large: 'cache.m7g.large',
};
const VERSION = '7.1';
const PORT = 6379;
/** Of a replication group's id. */
const MAX_LENGTH = 40;

/** Redis on AWS: Amazon ElastiCache. */
export function awsCache(input: Input<CacheSpec>): Plan {
  const { spec, region, landing, name } = input;
  const host = fact(input, 'group', 'primaryEndpointAddress');
  return {
    parts: {
      group: {
        managed: 'replicationGroup',
        externalName: cloudName(input, MAX_LENGTH),
        forProvider: {
          region,
          description: `Cache ${name}`,
          engine: 'redis',
          engineVersion: VERSION,
          nodeType: NODE_TYPES[spec.size],
          port: PORT,
          numCacheClusters: spec.highlyAvailable ? 2 : 1,
          automaticFailoverEnabled: spec.highlyAvailable,
          multiAzEnabled: spec.highlyAvailable,
          atRestEncryptionEnabled: 'true',
          transitEncryptionEnabled: true,
          autoGenerateAuthToken: true,
          authTokenSecretRef: {
            name: input.objectName('password'),
            key: 'password',
          },
          applyImmediately: true,
          ...(landing.cacheSubnetGroup && {
            subnetGroupName: landing.cacheSubnetGroup,
          }),
          ...(landing.cacheSecurityGroup && {
            securityGroupIds: [landing.cacheSecurityGroup],
          }),
        },
      },
    },
    order: [],
    endpoint: host,
    connection: connection(
      host,
      detail(input, 'group', 'attribute.auth_token'),
      {
        port: `${PORT}`,
        tls: true,
      },
    ),
  };
}
