import { ForgeError, invalid } from '../errors';
import { branchName, fullSha, NO_SHA } from '../git/names';
import { isAncestor, moveRef, readRef, removeRef } from '../git/refs';
import { peel } from '../git/objects';
import { announce } from './announce';
import { ForgeContext } from './context';

const RESOURCE = 'Reference';

async function commitOf(context: ForgeContext, sha: unknown): Promise<string> {
  const id = fullSha(sha, 'sha', RESOURCE);
  if (!(await peel(context.repository, id, 'commit'))) {
    throw invalid(RESOURCE, 'sha', `there is no commit ${id}`);
  }
  return id;
}

/** The full name of a branch given as `heads/NAME` or `refs/heads/NAME`. Errors: 422. */
export function branchRef(ref: unknown): string {
  const text = typeof ref === 'string' ? ref.replace(/^refs\//, '') : '';
  if (!text.startsWith('heads/')) {
    throw invalid(RESOURCE, 'ref', 'must start with refs/heads/');
  }
  return `refs/heads/${branchName(text.slice(6), 'ref', RESOURCE)}`;
}

/** Makes a branch. Call under the lock. Errors: 422 also when it is there already. */
export async function createBranch(
  context: ForgeContext,
  given: { ref?: unknown; sha?: unknown },
): Promise<{ ref: string; sha: string }> {
  const ref = branchRef(given.ref);
  const sha = await commitOf(context, given.sha);
  if (await readRef(context.repository, ref)) {
    throw new ForgeError(422, 'Reference already exists');
  }
  await moveRef(
    context.repository,
    ref,
    sha,
    NO_SHA,
    'created through the API',
  );
  await announce(context);
  return { ref, sha };
}

/**
 * Moves a branch. Call under the lock. Errors: 422 when it isn't there, or
 * when commits would be left behind and `force` isn't true.
 */
export async function moveBranch(
  context: ForgeContext,
  name: string,
  given: { sha?: unknown; force?: unknown },
): Promise<{ ref: string; sha: string }> {
  const ref = branchRef(name);
  const sha = await commitOf(context, given.sha);
  const before = await readRef(context.repository, ref);
  if (!before) {
    throw new ForgeError(422, 'Reference does not exist');
  }
  const forward = await isAncestor(context.repository, before, sha);
  if (!forward && given.force !== true) {
    throw new ForgeError(422, 'Update is not a fast forward');
  }
  await moveRef(context.repository, ref, sha, before, 'moved through the API');
  await announce(context);
  return { ref, sha };
}

/**
 * Deletes a branch; an open pull request from it is closed then. Call under the
 * lock. Errors: 422 when it isn't there, or is the default branch.
 */
export async function deleteBranch(
  context: ForgeContext,
  name: string,
): Promise<void> {
  const ref = branchRef(name);
  const before = await readRef(context.repository, ref);
  if (!before) {
    throw new ForgeError(422, 'Reference does not exist');
  }
  if (ref === `refs/heads/${context.defaultBranch}`) {
    throw new ForgeError(422, 'The default branch can not be deleted');
  }
  await removeRef(context.repository, ref, before);
  await announce(context);
}
