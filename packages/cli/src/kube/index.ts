export * from './client';
export * from './nodes';
export * from './retry';
export * from './types';
export * from './clusterTypes';
