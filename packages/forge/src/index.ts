/**
 * The loopback forge of the local hub: the part of GitHub that the hub uses,
 * over a real bare repository.
 *
 * @packageDocumentation
 */

export { startForge } from './startForge';
export type { RunningForge } from './startForge';
export { syncHead } from './syncHead';
export { mirrorRepository } from './mirrorRepository';
export { onlyInForge } from './onlyInForge';
export type { OnlyInForge } from './onlyInForge';
export type { SyncOptions, SyncResult } from './syncHead';
export { optionsFromEnv } from './config';
export type { ForgeOptions } from './config';
export type { DeliveryTimes } from './events/deliveryQueue';
export type { ForgeLogger } from './logger';
export { isLogin, personToken } from './http/secrets';
