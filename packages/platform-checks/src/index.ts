export * from './diagram';
export * from './rules';
export * from './tree';
