export * from './estimate';
export * from './kind';
export * from './paths';
export * from './schema';
