export { type HubRepository } from './repository';
export { bootstrapSteps } from './steps';
