export { runStep, STEPS } from './run';
