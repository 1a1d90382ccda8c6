export { checkWorkload } from './checkWorkload';
export { quantity } from './quantity';
export { checkRunTarget } from './runTarget';
export {
  DEFAULT_WORKLOAD,
  HELM_RELEASE,
  isHelm,
  newWorkload,
  type EnvironmentVariable,
  type GitWorkload,
  type ImageWorkload,
  type Workload,
} from './shape';
export {
  checkTargetUrl,
  parseTargetHosts,
  PARAMETER_TARGET_URL,
  TARGET_HOSTS_FILE,
  withScheme,
} from './targetUrl';
