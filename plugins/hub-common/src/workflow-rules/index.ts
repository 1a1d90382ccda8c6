export { checkWorkflow } from './check';
export { withoutNulls } from './shape';
export type {
  ArgoSpec,
  BroughtTemplate,
  ExperimentWorkflow,
  Found,
} from './types';
