/**
 * What it takes to find, ask and stop a hub. Light, since `lab status` is to
 * answer at once.
 *
 * @packageDocumentation
 */
export { DEFAULT_PORT, layout } from './hub/layout';
export type { Layout } from './hub/layout';
export { keepPortalDatabase, portalDatabase } from './hub/portalDatabase';
export { REQUIRED_CHECKS } from './hub/requiredChecks';
export { readStatusFile } from './hub/status';
export type { HubState, HubStatus } from './hub/status';
export { askSupervisor } from './supervisor/control';
export { endSurvivors } from './supervisor/survivors';
export type { ComponentStatus } from './supervisor/types';
export { defaultCacheDir } from './tools/toolSet';
