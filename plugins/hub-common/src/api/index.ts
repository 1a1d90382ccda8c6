export * from './HubClient';
export type { HubClientApis, HubRequestOptions } from './HubHttp';
export * from './events';
export * from './types';
