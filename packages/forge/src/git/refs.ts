import { ForgeError } from '../errors';
import { FULL_SHA, isBranchName, SOME_SHA } from './names';
import { lookUp, peel } from './objects';
import { Repository } from './repository';
import { GitError } from './run';

/** Every branch and tag with the id it points to. */
export async function listRefs(
  repository: Repository,
): Promise<Map<string, string>> {
  const out = await repository.text([
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/tags',
  ]);
  const lines = out ? out.split('\n') : [];
  return new Map(
    lines.map(line => [line.slice(41), line.slice(0, 40)] as const),
  );
}

/** The commit that a full ref points to, or undefined when there is no such ref. */
export function readRef(
  repository: Repository,
  ref: string,
): Promise<string | undefined> {
  return peel(repository, ref, 'commit');
}

/** The tip of a branch, or undefined. */
export async function branchTip(
  repository: Repository,
  branch: string,
): Promise<string | undefined> {
  return isBranchName(branch)
    ? readRef(repository, `refs/heads/${branch}`)
    : undefined;
}

/**
 * The commit that `ref` means: `HEAD`, a branch, a tag, a full ref or an id of
 * at least seven digits; undefined when there is none.
 */
export async function resolveCommit(
  repository: Repository,
  ref: string,
): Promise<string | undefined> {
  if (ref === 'HEAD') {
    return readRef(repository, 'HEAD');
  }
  if (!isBranchName(ref)) {
    return undefined;
  }
  const names = ref.startsWith('refs/')
    ? [ref]
    : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`];
  if (SOME_SHA.test(ref)) {
    names.push(ref);
  }
  const found = await lookUp(
    repository,
    names.map(name => `${name}^{commit}`),
  );
  return found.find(sha => sha !== undefined);
}

/**
 * Splits `REF/PATH`, where the ref itself may have slashes in it; undefined
 * when no ref fits.
 */
export async function splitRefAndPath(
  repository: Repository,
  text: string,
): Promise<{ ref: string; sha: string; path: string } | undefined> {
  const parts = text.split('/');
  for (let count = 1; count <= parts.length; count++) {
    const ref = parts.slice(0, count).join('/');
    const sha = await resolveCommit(repository, ref);
    if (sha) {
      return { ref, sha, path: parts.slice(count).join('/') };
    }
  }
  return undefined;
}

/**
 * Moves `ref` from `before` to `after` in one step. `before` is what it must
 * be at that moment (40 zeros: it must not be there yet). Errors: 409 when it
 * is something else.
 */
export async function moveRef(
  repository: Repository,
  ref: string,
  after: string,
  before: string,
  reason: string,
): Promise<void> {
  if (!FULL_SHA.test(after)) {
    throw new ForgeError(422, `${after} is no full commit id`);
  }
  try {
    await repository.git(['update-ref', '-m', reason, ref, after, before]);
  } catch (error) {
    if (error instanceof GitError) {
      throw new ForgeError(
        409,
        `${ref} could not be moved: ${error.stderr.trim()}`,
      );
    }
    throw error;
  }
}

/** Takes `ref` away when it still is `before`. Errors: 409 when it is something else. */
export async function removeRef(
  repository: Repository,
  ref: string,
  before: string,
): Promise<void> {
  try {
    await repository.git(['update-ref', '-d', ref, before]);
  } catch (error) {
    if (error instanceof GitError) {
      throw new ForgeError(
        409,
        `${ref} could not be removed: ${error.stderr.trim()}`,
      );
    }
    throw error;
  }
}

/** Whether `ancestor` is `descendant` or lies before it. */
export async function isAncestor(
  repository: Repository,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  const { code } = await repository.git(
    ['merge-base', '--is-ancestor', ancestor, descendant],
    { okCodes: [0, 1] },
  );
  return code === 0;
}
