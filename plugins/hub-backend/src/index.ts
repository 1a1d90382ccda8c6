/**
 * Backend of the hub: experiments, runs, results, logs and events.
 *
 * @packageDocumentation
 */
export { hubPlugin as default } from './plugin';
