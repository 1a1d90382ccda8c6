import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { repositoryPathIn } from './git/repository';
import { git } from './git/run';

/**
 * Copies the repository of the forge in `dir` into `dir` `to`, with every ref,
 * pull requests' included; the forge may run meanwhile. What is at its place
 * there is replaced. What only the reflog still knows is not copied. Git checks
 * every object on the way. Errors: GitError when one is damaged or missing.
 */
export async function mirrorRepository(dir: string, to: string): Promise<void> {
  const target = repositoryPathIn(to);
  await rm(target, { recursive: true, force: true });
  // By its address: a path would be copied file by file, and a shallow
  // repository, as that of CI's checkout is, could be no bundle.
  const source = pathToFileURL(repositoryPathIn(dir)).href;
  await git([
    ...['-c', 'transfer.fsckObjects=true'],
    ...['clone', '--quiet', '--mirror', '--template=', source, target],
  ]);
  await git([
    `--git-dir=${target}`,
    ...['config', '--remove-section', 'remote.origin'],
  ]);
}
