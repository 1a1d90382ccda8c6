export { BackupError } from './BackupError';
export { createBackup, type CreateBackupOptions } from './createBackup';
export type { EtcdTools } from './etcd';
export type { Manifest } from './manifest';
export {
  restoreBackup,
  type Restored,
  type RestoreBackupOptions,
} from './restoreBackup';
