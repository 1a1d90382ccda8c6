export * from './HubClient';
export * from './events';
export * from './types';
