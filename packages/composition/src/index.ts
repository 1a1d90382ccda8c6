export { compose } from './compose/compose';
export { PROVIDED } from './compose/words';
export { CLOUD_TITLES, PROVIDERS, REGIONS } from './clouds';
export type { Cloud, Provider, Region } from './clouds';
export { MANAGED, MANAGED_VERSION } from './plan/managed';
export type { ManagedKind, ManagedName } from './plan/managed';
export { LABEL_CLAIM, LABEL_CLAIM_KIND } from './labels/labels';
export { TAG_LIMITS, tagName, tags } from './labels/tags';
export * from './types';
