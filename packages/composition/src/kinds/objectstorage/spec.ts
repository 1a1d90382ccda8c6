import { CommonSpec } from '../../plan/Input';

/** `spec` of an ObjectStorage; its XRD says what each field is for. */
export interface ObjectStorageSpec extends CommonSpec {
  durability: 'zone' | 'zones';
  versioning: boolean;
  /** Days after which objects are deleted; never without it. */
  expireAfterDays?: number;
  onDelete: 'keep-data' | 'delete-data';
}
