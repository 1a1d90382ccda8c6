/**
 * What other backend plugins and the policy need of the hub.
 *
 * @packageDocumentation
 */
export * from './claims';
export * from './hostGuard';
export * from './inventory';
export * from './permissions';
export * from './sources';
