export * from './constants';
export * from './experiment-folder';
export * from './yaml-lines';
