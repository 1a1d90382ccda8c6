export * from './host';
export {
  defaultCacheDir,
  toolSet,
  ToolBuildError,
  type ToolProgress,
  type ToolSet,
  type ToolStatus,
} from './tools';
export {
  AlreadyRunningError,
  type ComponentStatus,
  type StepStatus,
} from './supervisor';
export {
  createHub,
  purge,
  readStatus,
  stopHub,
  type Hub,
  type HubOptions,
} from './hub/control';
export { DEFAULT_PORT, layout, type Layout, type PortName } from './hub/layout';
export { loadSecrets, type Secrets } from './hub/secrets';
export { addresses, FORGE_OWNER, FORGE_REPO } from './hub/components/portal';
export type { HubState, HubStatus } from './hub/status';
