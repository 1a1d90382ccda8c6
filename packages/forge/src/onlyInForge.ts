import { existsSync } from 'node:fs';
import { checkoutEnv } from './git/checkout';
import { listRefs } from './git/refs';
import { Repository, repositoryPathIn } from './git/repository';
import { git } from './git/run';

/** A branch or tag of the forge with commits that the checkout has nowhere. */
export interface OnlyInForge {
  /** Short name, for example `main`. */
  name: string;
  /** How many commits of it the checkout lacks. */
  commits: number;
}

/**
 * What would be lost with the forge in `dir`: its branches and tags with
 * commits that no branch, tag or HEAD of the checkout reaches. Nothing is
 * written on either side. Errors: GitError, in git's words.
 */
export async function onlyInForge(options: {
  /** Folder of a git checkout. */
  checkout: string;
  /** Folder of the forge's state. */
  dir: string;
}): Promise<OnlyInForge[]> {
  const { checkout, dir } = options;
  const repository = new Repository(repositoryPathIn(dir));
  if (!existsSync(repository.path)) {
    return [];
  }
  const found: OnlyInForge[] = [];
  for (const [ref, tip] of await listRefs(repository)) {
    // In the checkout, with the forge's objects lent to it.
    const { stdout } = await git(
      ['rev-list', '--count', tip, '--not', '--all', 'HEAD'],
      {
        cwd: checkout,
        fullEnv: checkoutEnv({
          GIT_ALTERNATE_OBJECT_DIRECTORIES: `${repository.path}/objects`,
        }),
      },
    );
    const commits = Number(stdout.toString().trim());
    if (commits > 0) {
      found.push({ name: ref.replace(/^refs\/(heads|tags)\//, ''), commits });
    }
  }
  return found;
}
