import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Request } from 'express';

/** On whose behalf something is done, and for which request. */
export interface Caller {
  credentials: BackstageCredentials;
  /** For the audit log; absent when an action asks. */
  request?: Request;
}
