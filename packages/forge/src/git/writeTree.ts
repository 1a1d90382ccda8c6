import { rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { invalid } from '../errors';
import { NO_SHA } from './names';
import { Repository } from './repository';
import { GitError } from './run';

/** A file to put at `path`, or with `sha` null to take away. */
export interface TreeChange {
  path: string;
  mode: string;
  sha: string | null;
}

/**
 * Makes a tree from `base` (a tree id, or undefined for none) and changes, by
 * git's own index, so that git's own rules for paths hold. Errors: 422 when
 * git refuses a path or an id.
 */
export async function writeTree(
  repository: Repository,
  base: string | undefined,
  changes: TreeChange[],
): Promise<string> {
  const index = join(repository.path, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  const removed = changes.filter(change => change.sha === null);
  const written = changes.filter(change => change.sha !== null);
  const lines = [
    ...removed.map(change => `0 ${NO_SHA}\t${change.path}\0`),
    ...written.map(change => `${change.mode} ${change.sha}\t${change.path}\0`),
  ];
  try {
    await repository.git(['read-tree', base ?? '--empty'], { env });
    await repository.git(['update-index', '-z', '--index-info'], {
      env,
      input: lines.join(''),
    });
    // git leaves a path like .git/config out with a warning and no error
    const { stdout } = await repository.git(['ls-files', '-z'], { env });
    const present = new Set(stdout.toString().split('\0'));
    const left = written.find(change => !present.has(change.path));
    if (left) {
      throw invalid('Tree', 'tree.path', `git takes no file at ${left.path}`);
    }
    return await repository.text(['write-tree'], { env });
  } catch (error) {
    if (error instanceof GitError) {
      throw invalid('Tree', 'tree', error.stderr.trim());
    }
    throw error;
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}
