export * from './types';
export * from './sandbox';
export { checkPodNetworks } from './podNetwork';
export { checkPorts, listeners, type Listener } from './ports';
export * from './programs';
export { findProgram } from './findProgram';
export { findRedis, installRedis, type Redis } from './redis';
export { checkTechdocs, installMkdocs, mkdocsFolder } from './techdocs';
export { checkServers, findServer } from './servers';
