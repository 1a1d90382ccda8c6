import { detail, fact, Input, whole } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { GROUP, groupLast, inGroup, resourceGroup } from '../resourceGroup';
import { ObjectStorageSpec } from './spec';

const REPLICATION: Record<ObjectStorageSpec['durability'], string> = {
  zone: 'LRS',
  zones: 'ZRS',
};
const CONTAINER = 'objects';
/** Of an account's name, which has letters and digits only. */
const MAX_LENGTH = 24;
/** Until what was overwritten or deleted is gone for good. */
const OLD_VERSIONS_DAYS = 30;

const accountName = ({ name, id }: Input<ObjectStorageSpec>) =>
  name.replace(/-/g, '').slice(0, MAX_LENGTH - id.length) + id;

/** Object storage on Azure: a container in a storage account. */
export function azureObjectStorage(input: Input<ObjectStorageSpec>): Plan {
  const { spec, region } = input;
  const account = { name: input.objectName('account') };
  const endpoint = fact(input, 'account', 'primaryBlobEndpoint');
  const lifecycle = {
    storageAccountIdRef: account,
    rule: [
      {
        name: 'expire',
        enabled: true,
        filters: { blobTypes: ['blockBlob'] },
        actions: {
          baseBlob: {
            deleteAfterDaysSinceModificationGreaterThan: spec.expireAfterDays,
          },
          version: { deleteAfterDaysSinceCreation: OLD_VERSIONS_DAYS },
        },
      },
    ],
  };
  return {
    parts: {
      [GROUP]: resourceGroup(input, true),
      account: {
        managed: 'storageAccount',
        externalName: accountName(input),
        holdsData: true,
        forProvider: {
          location: region,
          ...inGroup(input),
          accountKind: 'StorageV2',
          accountTier: 'Standard',
          accountReplicationType: REPLICATION[spec.durability],
          minTlsVersion: 'TLS1_2',
          httpsTrafficOnlyEnabled: true,
          allowNestedItemsToBePublic: false,
          blobProperties: { versioningEnabled: spec.versioning },
        },
      },
      container: {
        managed: 'storageContainer',
        externalName: CONTAINER,
        holdsData: true,
        forProvider: {
          storageAccountIdRef: account,
          containerAccessType: 'private',
        },
      },
      ...(spec.expireAfterDays && {
        lifecycle: {
          managed: 'storageLifecycle',
          holdsData: true,
          forProvider: lifecycle,
        },
      }),
    },
    order: [
      groupLast('account'),
      ...['container']
        .concat(spec.expireAfterDays ? 'lifecycle' : [])
        .map(until => ({
          keep: 'account',
          until,
          why: 'what is in a storage account is deleted by it',
        })),
    ],
    endpoint,
    connection: whole({
      endpoint,
      container: CONTAINER,
      account: accountName(input),
      key: detail(input, 'account', 'attribute.primary_access_key'),
    }),
  };
}
