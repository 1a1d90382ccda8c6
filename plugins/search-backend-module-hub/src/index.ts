/**
 * Runs of the hub for Backstage's search.
 *
 * @packageDocumentation
 */
export { searchModuleHub as default } from './module';
