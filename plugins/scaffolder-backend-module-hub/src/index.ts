export { scaffolderModuleHub as default } from './module';
