export * from './format';
export * from './make-result';
export * from './types';
export { describeThreshold } from './thresholds';
