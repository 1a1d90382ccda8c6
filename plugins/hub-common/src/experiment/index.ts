export { checkExperimentInput, type ExperimentRequest } from './checkInput';
export { groupName } from './costLabels';
export { estimateRun, type HourlyPrices, type RunEstimate } from './estimate';
export * from './load';
export { renderExperiment, type Provider } from './render/renderExperiment';
export { loadWords, scenarioWords, workloadWords } from './words';
export type { ExperimentFile, ExperimentInput } from './types';
export * from './workload';
