export * from './types';
export * from './sandbox';
export { checkPorts, listeners, type Listener } from './ports';
export * from './programs';
export { findProgram, findRedis, installRedis, type Redis } from './redis';
