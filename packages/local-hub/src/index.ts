export * from './control';
export * from './host';
export * from './tools';
