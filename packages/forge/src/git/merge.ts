import { MergeConflictError } from '../errors';
import { Repository } from './repository';
import { GitError } from './run';

/**
 * Merges two commits without touching a branch: the tree of the merge.
 * Errors: MergeConflictError with the files in conflict.
 */
export async function mergeTree(
  repository: Repository,
  base: { branch: string; sha: string },
  head: string,
): Promise<string> {
  const args = [
    'merge-tree',
    '--write-tree',
    '-z',
    '--name-only',
    '--no-messages',
    base.sha,
    head,
  ];
  try {
    const { code, stdout } = await repository.git(args, { okCodes: [0, 1] });
    const [tree, ...files] = stdout.toString().split('\0');
    if (code === 1) {
      throw new MergeConflictError(base.branch, files.filter(Boolean));
    }
    return tree;
  } catch (error) {
    if (error instanceof GitError && /unrelated histories/.test(error.stderr)) {
      throw new MergeConflictError(base.branch, [
        'every file (the two share no commit)',
      ]);
    }
    throw error;
  }
}

/** A person as the author or committer of a new commit. */
export interface Signature {
  name?: string;
  email?: string;
  date?: string;
}

function signatureEnv(role: string, signature: Signature = {}) {
  return Object.fromEntries(
    Object.entries(signature)
      .filter(([, value]) => value)
      .map(([key, value]) => [`GIT_${role}_${key.toUpperCase()}`, value]),
  );
}

/** Makes a commit that no branch has yet, and answers its id. */
export function writeCommit(
  repository: Repository,
  commit: {
    tree: string;
    parents: string[];
    message: string;
    author?: Signature;
    committer?: Signature;
  },
): Promise<string> {
  const parents = commit.parents.flatMap(parent => ['-p', parent]);
  return repository.text(['commit-tree', ...parents, '-F', '-', commit.tree], {
    input: commit.message,
    env: {
      ...signatureEnv('AUTHOR', commit.author),
      ...signatureEnv('COMMITTER', commit.committer ?? commit.author),
    },
  });
}
