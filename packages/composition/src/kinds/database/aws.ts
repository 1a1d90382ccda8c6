import { Size } from '../../clouds';
import { detail, fact, Input } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import {
  connection,
  DATABASE,
  DatabaseSpec,
  OWNER,
  passwordSecret,
} from './spec';

const CLASSES: Record<Size, string> = {
  small: 'db.t4g.micro',
  medium: 'db.t4g.large',
  large: 'db.m7g.xlarge',
};
/** Of an instance's identifier. */
const MAX_LENGTH = 63;

/** PostgreSQL on AWS: Amazon RDS. */
export function awsDatabase(input: Input<DatabaseSpec>): Plan {
  const { spec, region, landing } = input;
  const name = cloudName(input, MAX_LENGTH);
  const host = fact(input, 'instance', 'address');
  return {
    parts: {
      instance: {
        managed: 'rdsInstance',
        externalName: name,
        holdsData: true,
        forProvider: {
          region,
          engine: 'postgres',
          engineVersion: spec.version,
          instanceClass: CLASSES[spec.size],
          allocatedStorage: spec.storageGiB,
          storageType: 'gp3',
          storageEncrypted: true,
          multiAz: spec.highlyAvailable,
          backupRetentionPeriod: spec.backupDays,
          copyTagsToSnapshot: true,
          dbName: DATABASE,
          username: OWNER,
          autoGeneratePassword: true,
          passwordSecretRef: passwordSecret(input),
          publiclyAccessible: false,
          applyImmediately: true,
          ...(spec.onDelete === 'delete-data'
            ? { skipFinalSnapshot: true }
            : {
                skipFinalSnapshot: false,
                finalSnapshotIdentifier: `${name}-final`,
              }),
          ...(landing.databaseSubnetGroup && {
            dbSubnetGroupName: landing.databaseSubnetGroup,
          }),
          ...(landing.databaseSecurityGroup && {
            vpcSecurityGroupIds: [landing.databaseSecurityGroup],
          }),
        },
      },
    },
    order: [],
    endpoint: host,
    connection: connection(host, detail(input, 'instance', 'password'), {
      sslmode: 'require',
    }),
  };
}
