import { fact, Input, whole } from '../../plan/Input';
import { ManagedPart, Plan } from '../../plan/Plan';
import { ManagedName } from '../../plan/managed';
import { cloudName } from '../cloudName';
import { ObjectStorageSpec } from './spec';

/** Of a bucket's name. */
const MAX_LENGTH = 63;
/** Until what was overwritten or deleted is gone for good. */
const OLD_VERSIONS_DAYS = 30;

/** Object storage on AWS: Amazon S3, which always keeps to several zones. */
export function awsObjectStorage(input: Input<ObjectStorageSpec>): Plan {
  const { spec, region } = input;
  const bucket = cloudName(input, MAX_LENGTH);
  const of = (managed: ManagedName, settings: object): ManagedPart => ({
    managed,
    // A bucket that stays, stays closed and encrypted.
    holdsData: true,
    forProvider: {
      region,
      bucketRef: { name: input.objectName('bucket') },
      ...settings,
    },
  });
  const host = fact(input, 'bucket', 'bucketRegionalDomainName');
  const endpoint = host && `https://${host}`;
  return {
    parts: {
      bucket: {
        managed: 'bucket',
        externalName: bucket,
        holdsData: true,
        forProvider: { region, forceDestroy: spec.onDelete === 'delete-data' },
      },
      access: of('bucketAccess', {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
      encryption: of('bucketEncryption', {
        rule: [
          { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
        ],
      }),
      versioning: of('bucketVersioning', {
        versioningConfiguration: {
          status: spec.versioning ? 'Enabled' : 'Suspended',
        },
      }),
      ...(spec.expireAfterDays && {
        lifecycle: of('bucketLifecycle', {
          rule: [
            {
              id: 'expire',
              status: 'Enabled',
              filter: [{ prefix: '' }],
              expiration: [{ days: spec.expireAfterDays }],
              noncurrentVersionExpiration: [
                { noncurrentDays: OLD_VERSIONS_DAYS },
              ],
            },
          ],
        }),
      }),
    },
    // A bucket's settings can't be taken back once it is gone.
    order: ['access', 'encryption', 'versioning']
      .concat(spec.expireAfterDays ? 'lifecycle' : [])
      .map(until => ({
        keep: 'bucket',
        until,
        why: 'the settings of a bucket are part of it',
      })),
    endpoint,
    // No password: workloads come in by a role of theirs.
    connection: whole({ endpoint, bucket, region }),
  };
}
