export { checkValue } from './check-value';
export { LOAD_INPUTS } from './load-inputs';
export {
  checkThresholds,
  thresholdsFromJson,
  thresholdsToJson,
} from './k6-thresholds';
export { readInputs } from './read-inputs';
export type { ArgoParameter } from './read-inputs';
export { INPUT_TYPES, inputTitle } from './types';
export type {
  InputDeclaration,
  InputFormat,
  InputType,
  RunInput,
} from './types';
export { adviseInput, validateRunParameters } from './validate-run-parameters';
