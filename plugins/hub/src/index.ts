/**
 * The portal's pages of the hub: home, experiments, runs and the fields of the
 * wizard.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { useEntityHref } from './components/EntityLink';
export { EnvironmentBadge } from './components/EnvironmentBadge';
export { errorText } from './components/Problem';
export { TabbedContent } from './components/TabbedContent';
export { WizardRoutes } from './wizard/WizardRoutes';
