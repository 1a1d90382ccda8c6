export * from './PlatformTree';
export * from './applications';
export * from './kustomization';
