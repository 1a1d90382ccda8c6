export { wizardModule } from './module';
