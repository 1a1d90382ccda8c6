export * from './progress-sentence';
export * from './run-counts';
export * from './run-state';
export * from './stop-sentence';
