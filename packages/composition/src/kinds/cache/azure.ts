import { Size } from '../../clouds';
import { detail, fact, Input } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import { GROUP, groupLast, inGroup, resourceGroup } from '../resourceGroup';
import { CacheSpec, connection } from './spec';

const SKUS: Record<Size, string> = {
  small: 'Balanced_B0',
  medium: 'Balanced_B3',
  large: 'Balanced_B10',
};
/** Where Azure Managed Redis listens. */
const PORT = '10000';
/** Of a cache's name. */
const MAX_LENGTH = 60;

/** Redis on Azure: Azure Managed Redis. */
export function azureCache(input: Input<CacheSpec>): Plan {
  const { spec, region, landing } = input;
  const host = fact(input, 'redis', 'hostname');
  return {
    parts: {
      [GROUP]: resourceGroup(input),
      redis: {
        managed: 'managedRedis',
        externalName: cloudName(input, MAX_LENGTH),
        forProvider: {
          location: region,
          ...inGroup(input),
          skuName: SKUS[spec.size],
          highAvailabilityEnabled: spec.highlyAvailable,
          // It has no firewall: open means open to who has the key.
          publicNetworkAccess: landing.cachePublicNetworkAccess ?? 'Disabled',
          defaultDatabase: {
            accessKeysAuthenticationEnabled: true,
            clientProtocol: 'Encrypted',
            clusteringPolicy: 'EnterpriseCluster',
            evictionPolicy: 'VolatileLRU',
          },
        },
      },
    },
    order: [groupLast('redis')],
    endpoint: host,
    connection: connection(
      host,
      detail(input, 'redis', 'attribute.default_database.0.primary_access_key'),
      { port: PORT, tls: true },
    ),
  };
}
