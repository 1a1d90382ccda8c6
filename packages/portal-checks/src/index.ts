/**
 * Two replicas of the portal's production build, to be tested against a real
 * hub; see replicas.itest.ts.
 *
 * @packageDocumentation
 */
export { Portal } from './Portal';
