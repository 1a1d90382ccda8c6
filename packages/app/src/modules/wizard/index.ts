export { templateCardModule, wizardModule } from './module';
