export { catalogModuleHub as default } from './module';
