/**
 * The portal's pages of the hub: home, experiments, runs and the fields of the
 * wizard.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { EnvironmentBadge } from './components/EnvironmentBadge';
export { errorText } from './components/Problem';
export { WizardRoutes } from './wizard/WizardRoutes';
