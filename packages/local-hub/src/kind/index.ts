export { provideKind } from './provideKind';
