import { Repository } from './repository';

export interface Person {
  name: string;
  email: string;
  /** ISO 8601 with the zone the commit was made in. */
  date: string;
}

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  author: Person;
  committer: Person;
  /** The whole message without the line feed at its end. */
  message: string;
}

/** The files a commit changed against its first parent. */
export interface ChangedPaths {
  added: string[];
  modified: string[];
  removed: string[];
}

const FIELDS = ['H', 'T', 'P', 'an', 'ae', 'aI', 'cn', 'ce', 'cI', 'B'];
const FORMAT = `--format=${FIELDS.map(field => `%${field}`).join('%x00')}`;

/**
 * Commits in git's order, newest first. `range` is revisions as `git log` takes
 * them, made of full ids only.
 */
export async function listCommits(
  repository: Repository,
  range: string[],
  options: { max: number; skip?: number; path?: string },
): Promise<Commit[]> {
  const { stdout } = await repository.git([
    'log',
    '-z',
    FORMAT,
    `--max-count=${options.max}`,
    `--skip=${options.skip ?? 0}`,
    ...range,
    '--',
    ...(options.path ? [options.path] : []),
  ]);
  const tokens = stdout.toString().split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + FIELDS.length <= tokens.length; i += FIELDS.length) {
    const [sha, tree, parents, an, ae, ad, cn, ce, cd, body] = tokens.slice(i);
    commits.push({
      sha,
      tree,
      parents: parents ? parents.split(' ') : [],
      author: { name: an, email: ae, date: ad },
      committer: { name: cn, email: ce, date: cd },
      message: body.replace(/\n+$/, ''),
    });
  }
  return commits;
}

/** One commit by its full id, which must be there. */
export async function readCommit(
  repository: Repository,
  sha: string,
): Promise<Commit> {
  const [commit] = await listCommits(repository, [sha], { max: 1 });
  return commit;
}

/** The changed files of every commit in `range`, by commit id. */
export async function listChangedPaths(
  repository: Repository,
  range: string[],
  max: number,
): Promise<Map<string, ChangedPaths>> {
  const { stdout } = await repository.git([
    'log',
    '-z',
    '--format=%x01%H',
    '--name-status',
    '--no-renames',
    '--diff-merges=first-parent',
    `--max-count=${max}`,
    ...range,
    '--',
  ]);
  const result = new Map<string, ChangedPaths>();
  let current: ChangedPaths = { added: [], modified: [], removed: [] };
  const tokens = stdout.toString().split('\0');
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i].replace(/^\n/, '');
    if (token.startsWith('\u0001')) {
      current = { added: [], modified: [], removed: [] };
      result.set(token.slice(1), current);
    } else if (token !== '') {
      // a status letter; its path is the next token
      i += 1;
      const list = { A: current.added, D: current.removed }[token];
      (list ?? current.modified).push(tokens[i]);
    }
  }
  return result;
}
