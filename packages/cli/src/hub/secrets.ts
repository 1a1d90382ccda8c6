import { Layout } from '@illm-lab/local-hub/control';
import { readFileSync } from 'node:fs';
import { CliError } from '../errors';

/**
 * A file of a hub's state that only its user may read. Errors: CliError with the
 * remedy, when an older `lab` has started the hub, or it is somewhere else.
 */
export function readSecret(
  at: Pick<Layout, 'path'>,
  ...parts: string[]
): string {
  const file = at.path(...parts);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new CliError(
      `${file} cannot be read. Is that the state of this hub (LAB_STATE)? If so, start it anew: ./lab down && ./lab up`,
    );
  }
}

/** What one-time codes and sessions of this hub's portal are signed with. */
export const signInSecret = (at: Pick<Layout, 'path'>): string =>
  readSecret(at, 'secrets', 'sign-in-secret');
