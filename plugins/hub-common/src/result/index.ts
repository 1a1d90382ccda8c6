export * from './format';
export * from './make-result';
export * from './types';
export * from './threshold-words';
