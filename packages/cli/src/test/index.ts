export { SUITES, isSuite, runSuites } from './suites';
