import { ForgeError, invalid } from '../errors';

/** What a full commit, tree or blob id looks like. */
export const FULL_SHA = /^[0-9a-f]{40}$/;

/** What may stand for a commit id, shortened or not. */
export const SOME_SHA = /^[0-9a-f]{7,40}$/;

/** The id that git and GitHub use for "there was nothing" and "it is gone". */
export const NO_SHA = '0'.repeat(40);

// git check-ref-format's rules, plus: no leading dash anywhere, since a name
// that looks like an option has no good use
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$|(^|\/)[.-]|\.lock(\/|$)/;

/** Whether git would take `name` as a branch and no command as an option. */
export function isBranchName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= 200 &&
    name !== '@' &&
    !FORBIDDEN.test(name)
  );
}

/**
 * `name` as a branch. Errors: 422 that names the field and the rule.
 */
export function branchName(
  name: unknown,
  field: string,
  resource: string,
): string {
  if (typeof name !== 'string' || !isBranchName(name)) {
    throw invalid(
      resource,
      field,
      'is no valid branch name; use letters, digits, dots, dashes and slashes, not starting with a dash',
    );
  }
  return name;
}

/** `sha` as a full id. Errors: 422 that names the field. */
export function fullSha(sha: unknown, field: string, resource: string): string {
  if (typeof sha !== 'string' || !FULL_SHA.test(sha)) {
    throw invalid(resource, field, 'must be a full id of 40 hex digits');
  }
  return sha;
}

/**
 * A path inside the repository, without leading or trailing slashes; empty is
 * the root. Errors: 422 for a path that leaves the repository.
 */
export function repositoryPath(path: string): string {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (trimmed === '') {
    return '';
  }
  const parts = trimmed.split('/');
  if (
    trimmed.includes('\0') ||
    parts.some(part => part === '' || part === '.' || part === '..')
  ) {
    throw new ForgeError(
      422,
      'Validation Failed: path: must stay inside the repository',
    );
  }
  return trimmed;
}
