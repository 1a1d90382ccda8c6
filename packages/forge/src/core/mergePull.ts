import { ForgeError, invalid, MergeConflictError } from '../errors';
import { mergeTree, writeCommit } from '../git/merge';
import { branchTip, isAncestor, moveRef } from '../git/refs';
import { PullRecord } from '../store/pullStore';
import { announce } from './announce';
import { mustBeChecked } from './checks';
import { ForgeContext } from './context';
import { getPull } from './pullRequests';

/** How to merge; as it came, unchecked. */
export interface MergeOptions {
  /** The head that the caller has seen; another one is refused. */
  sha?: unknown;
  commit_title?: unknown;
  commit_message?: unknown;
  merge_method?: unknown;
  /** The person who merges, when it is known. */
  by?: string;
}

/** Whether a pull request can be merged as it is, and if not, what is in the way. */
export type Mergeability =
  | { mergeable: true }
  | { mergeable: false; reason: string; files: string[] };

/** Asks git for the merge without making it. Open pull requests only. */
export async function mergeability(
  context: ForgeContext,
  pull: PullRecord,
): Promise<Mergeability> {
  try {
    const base = await baseOf(context, pull);
    await mergeTree(context.repository, base, pull.headSha);
    return { mergeable: true };
  } catch (error) {
    if (error instanceof ForgeError) {
      const files = error instanceof MergeConflictError ? error.files : [];
      return { mergeable: false, reason: error.message, files };
    }
    throw error;
  }
}

async function baseOf(context: ForgeContext, pull: PullRecord) {
  const sha = await branchTip(context.repository, pull.baseRef);
  if (!sha) {
    throw new ForgeError(
      409,
      `The base branch ${pull.baseRef} is gone; push it again.`,
    );
  }
  return { branch: pull.baseRef, sha };
}

function optionalText(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw invalid('PullRequest', field, 'must be text');
  }
  return value;
}

/**
 * Merges a pull request with a merge commit. Call under the lock. Errors:
 * 405 when it is closed, a required check is not passed or another method is
 * asked for, 409 on a conflict
 * (MergeConflictError) or when head or base moved meanwhile; then nothing has
 * changed.
 */
export async function mergePull(
  context: ForgeContext,
  number: number,
  options: MergeOptions,
): Promise<PullRecord> {
  const { repository } = context;
  // a push may have just arrived that nobody has looked at yet
  await announce(context);
  const pull = getPull(context, number);
  if (pull.mergedAt) {
    throw new ForgeError(405, 'Pull Request is already merged');
  }
  if (pull.state !== 'open') {
    throw new ForgeError(405, 'Pull Request is closed; open it again first');
  }
  if ((options.merge_method ?? 'merge') !== 'merge') {
    throw new ForgeError(405, 'This forge makes merge commits only');
  }
  if (options.sha !== undefined && options.sha !== pull.headSha) {
    throw new ForgeError(
      409,
      'Head branch was modified. Review and try the merge again.',
    );
  }
  mustBeChecked(context, pull);
  const title =
    optionalText(options.commit_title, 'commit_title') ??
    mergeTitle(context, pull);
  const text =
    optionalText(options.commit_message, 'commit_message') ?? pull.title;
  const base = await baseOf(context, pull);
  if (await isAncestor(repository, pull.headSha, base.sha)) {
    throw new ForgeError(
      409,
      `${pull.baseRef} already contains ${pull.headRef}; close the pull request`,
    );
  }
  const tree = await mergeTree(repository, base, pull.headSha);
  const commit = await writeCommit(repository, {
    tree,
    parents: [base.sha, pull.headSha],
    message: `${title}\n\n${text}\n`,
  });
  const ref = `refs/heads/${pull.baseRef}`;
  await moveRef(repository, ref, commit, base.sha, `merge #${number}`);
  // who merges is known here only; what follows is the same for any push
  if (options.by) await context.pulls.save({ ...pull, mergedBy: options.by });
  // finds the head in the base, and makes the pull request a merged one
  await announce(context);
  return getPull(context, number);
}

/** The first line of a merge commit, unless it is told. */
export function mergeTitle(
  { urls }: ForgeContext,
  pull: Pick<PullRecord, 'number' | 'headRef'>,
): string {
  return `Merge pull request #${pull.number} from ${urls.owner}/${pull.headRef}`;
}
