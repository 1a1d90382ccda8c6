export { checkLoad } from './checkLoad';
export { loadCurve, type LoadCurve } from './curve';
export { fileBytes, FOLDER_LIMIT_BYTES, FOLDER_LIMIT_FILES } from './folder';
export { DEFAULT_MAX_VUS } from './scenarios';
export {
  DEFAULT_LOAD,
  EXECUTORS,
  isRamp,
  isRate,
  METHODS,
  type Check,
  type Executor,
  type FolderLoad,
  type Load,
  type RequestLoad,
  type Scenario,
} from './shape';
