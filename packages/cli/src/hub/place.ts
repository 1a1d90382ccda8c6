import path from 'node:path';

/** Where this checkout and its hub are. */
export interface Place {
  /** The checkout. */
  root: string;
  /** State of its hub: `LAB_STATE`, else `.lab` in the checkout. */
  stateDir: string;
}

/** The checkout that this program is part of, and its hub's state. */
export function place(env: NodeJS.ProcessEnv = process.env): Place {
  // The CLI runs from its source, in the checkout, and is never packaged.
  // eslint-disable-next-line no-restricted-syntax
  const root = path.resolve(__dirname, '../../../..');
  return {
    root,
    stateDir: env.LAB_STATE
      ? path.resolve(env.LAB_STATE)
      : path.join(root, '.lab'),
  };
}
