import { InputError } from '@backstage/errors';

/**
 * A path inside the repository, as it goes behind `blob/<ref>/` or `contents/`.
 * Every path that is made of what somebody sent goes through here: one that leaves
 * the repository's root, or that an address would read as something else, is refused.
 *
 * @param path - relative, with `/` between its parts
 * @throws InputError naming the path
 */
export function repositoryPath(path: string): string {
  const parts = path.split('/');
  const bad = parts.some(
    part =>
      part === '' ||
      part === '.' ||
      part === '..' ||
      // What ends or escapes a path in an address, and what no file is called here.
      // eslint-disable-next-line no-control-regex
      /[\u0000-\u001f\u007f\\?#%]/.test(part),
  );
  if (bad) {
    throw new InputError(
      `${JSON.stringify(path)} is no path of a file in the repository.`,
    );
  }
  return path;
}
