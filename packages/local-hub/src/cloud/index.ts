export * from './CloudMaker';
