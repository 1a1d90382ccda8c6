import path from 'node:path';

/** The checkout. */
export const ROOT = path.resolve(
  path.dirname(require.resolve('../../package.json')),
  '../..',
);
/** Where the local hub's definitions are. */
export const DEFINITIONS = path.join(
  ROOT,
  'packages/local-hub/manifests/managed-resources',
);
