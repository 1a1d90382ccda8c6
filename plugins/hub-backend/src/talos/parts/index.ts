export { PARTS } from './all';
export { VERSION_PART } from './machine';
export type { TalosPart } from './part';
