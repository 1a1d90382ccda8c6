export * from './PlatformTree';
export * from './applications';
export * from './kustomization';
export * from './pins';
