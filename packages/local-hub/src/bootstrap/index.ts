export { bootstrapSteps, type HubRepository } from './steps';
