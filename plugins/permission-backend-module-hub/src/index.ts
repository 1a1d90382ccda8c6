export { permissionModuleHub as default } from './module';
