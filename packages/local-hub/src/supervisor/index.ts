export * from './types';
export * from './probe';
export * from './control';
export * from './survivors';
export * from './procfs';
export { RunRecords } from './runRecord';
export {
  replaceFile,
  syncPath,
  updateFile,
  writeFileAtomic,
} from './atomicFile';
export { AlreadyRunningError, lockState } from './lock';
export { Supervisor, type SupervisorOptions } from './Supervisor';
