export { REPO_SERVER_SOCKET_NAME } from './catalog';
export { toolSet, defaultCacheDir } from './toolSet';
export type { EnsureOptions, ToolSet } from './toolSet';
export { ToolBuildError } from './errors';
export type { BuildErrorReason } from './errors';
export type {
  BinarySource,
  BuildState,
  ToolProgress,
  ToolStatus,
} from './types';
