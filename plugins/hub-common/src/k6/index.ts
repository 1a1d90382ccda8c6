export * from './metrics';
export * from './threshold-expression';
export * from './thresholds';
