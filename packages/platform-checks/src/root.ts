import path from 'node:path';

/** The checkout that the checks look at. */
export const REPO_ROOT = path.resolve(
  path.dirname(require.resolve('../package.json')),
  '../..',
);
