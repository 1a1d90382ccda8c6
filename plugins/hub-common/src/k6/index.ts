export * from './exit-codes';
export * from './metrics';
export * from './submetrics';
export * from './threshold-expression';
export * from './thresholds';
