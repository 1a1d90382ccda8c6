export * from './format';
export * from './make-result';
export * from './outcome';
export * from './types';
export * from './threshold-words';
