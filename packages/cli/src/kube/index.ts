export * from './client';
export * from './retry';
export * from './types';
export * from './clusterTypes';
