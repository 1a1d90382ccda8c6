export { drainOnShutdown } from './drainOnShutdown';
export { startInTurn } from './startInTurn';
