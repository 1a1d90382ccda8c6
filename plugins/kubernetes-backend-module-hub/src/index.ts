/**
 * Clusters of the hub for Backstage's Kubernetes plugin.
 *
 * @packageDocumentation
 */
export { kubernetesModuleHub as default } from './module';
