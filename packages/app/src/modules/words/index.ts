export { wordsModule } from './module';
