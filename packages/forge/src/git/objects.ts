import { Repository } from './repository';

/**
 * The ids of several names in one go (an id, a full ref, either with
 * `^{commit}` or the like behind it); undefined for what is not there. Names
 * must have neither blanks nor line feeds in them.
 */
export async function lookUp(
  repository: Repository,
  names: string[],
): Promise<(string | undefined)[]> {
  const { stdout } = await repository.git(
    ['cat-file', '--batch-check=%(objectname)'],
    { input: names.map(name => `${name}\n`).join('') },
  );
  const lines = stdout.toString().split('\n');
  // "NAME missing" or "NAME ambiguous" instead of an id
  return names.map((_, i) => (lines[i].includes(' ') ? undefined : lines[i]));
}

/** The id of what `type` says that `sha` leads to, or undefined. */
export async function peel(
  repository: Repository,
  sha: string,
  type: 'tree' | 'commit' | 'blob',
): Promise<string | undefined> {
  return (await lookUp(repository, [`${sha}^{${type}}`]))[0];
}
