import { CommonSpec } from '../../plan/Input';

/** `spec` of a Queue; its XRD says what each field is for. */
export interface QueueSpec extends CommonSpec {
  retentionHours: number;
  lockSeconds: number;
  maxReceives: number;
}
