export { runSuites } from './suites';
export { SUITES, type Suite } from './suite';
