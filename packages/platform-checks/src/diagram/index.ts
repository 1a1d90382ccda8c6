export * from './document';
export * from './hierarchy';
