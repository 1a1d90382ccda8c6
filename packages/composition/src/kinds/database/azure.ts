import { Size } from '../../clouds';
import { detail, fact, Input } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import { GROUP, groupLast, inGroup, resourceGroup } from '../resourceGroup';
import {
  connection,
  DATABASE,
  DatabaseSpec,
  OWNER,
  passwordSecret,
} from './spec';

const SKUS: Record<Size, string> = {
  small: 'B_Standard_B1ms',
  medium: 'GP_Standard_D2ds_v5',
  large: 'GP_Standard_D4ds_v5',
};
const MIB_PER_GIB = 1024;
/** Of a server's name. */
const MAX_LENGTH = 63;

/** PostgreSQL on Azure: Database for PostgreSQL, flexible server. */
export function azureDatabase(input: Input<DatabaseSpec>): Plan {
  const { spec, region, landing } = input;
  const host = fact(input, 'server', 'fqdn');
  return {
    parts: {
      [GROUP]: resourceGroup(input, true),
      server: {
        managed: 'flexibleServer',
        externalName: cloudName(input, MAX_LENGTH),
        holdsData: true,
        forProvider: {
          location: region,
          ...inGroup(input),
          version: spec.version,
          skuName: SKUS[spec.size],
          storageMb: spec.storageGiB * MIB_PER_GIB,
          backupRetentionDays: spec.backupDays,
          administratorLogin: OWNER,
          autoGeneratePassword: true,
          administratorPasswordSecretRef: passwordSecret(input),
          ...(spec.highlyAvailable && {
            highAvailability: { mode: 'ZoneRedundant' },
          }),
          // Without a subnet of its own it has a public name, and no firewall
          // rule: nobody gets in before the platform's people say who.
          ...(landing.databaseSubnetId
            ? {
                publicNetworkAccessEnabled: false,
                delegatedSubnetId: landing.databaseSubnetId,
                privateDnsZoneId: landing.databasePrivateDnsZoneId,
              }
            : { publicNetworkAccessEnabled: true }),
        },
      },
      database: {
        managed: 'flexibleServerDatabase',
        externalName: DATABASE,
        holdsData: true,
        forProvider: {
          serverIdRef: { name: input.objectName('server') },
          charset: 'UTF8',
        },
      },
    },
    order: [
      groupLast('server'),
      {
        keep: 'server',
        until: 'database',
        why: 'a database is deleted by its server',
      },
    ],
    endpoint: host,
    connection: connection(host, detail(input, 'server', 'password'), {
      sslmode: 'require',
    }),
  };
}
