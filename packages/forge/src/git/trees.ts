import { Repository } from './repository';

/** One entry of a tree, as `git ls-tree` has it. */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Bytes; blobs only. */
  size?: number;
  /** From the root of the listing. */
  path: string;
}

function parseEntries(stdout: Buffer): TreeEntry[] {
  return stdout
    .toString()
    .split('\0')
    .filter(line => line !== '')
    .map(line => {
      const tab = line.indexOf('\t');
      const [mode, type, sha, size] = line.slice(0, tab).split(/ +/);
      return {
        mode,
        type: type as TreeEntry['type'],
        sha,
        size: size === '-' ? undefined : Number(size),
        path: line.slice(tab + 1),
      };
    });
}

/** All entries of a tree or commit, with `recursive` those of its folders too. */
export async function listTree(
  repository: Repository,
  sha: string,
  recursive: boolean,
): Promise<TreeEntry[]> {
  const { stdout } = await repository.git([
    'ls-tree',
    '-z',
    '-l',
    ...(recursive ? ['-r', '-t'] : []),
    sha,
  ]);
  return parseEntries(stdout);
}

/** The entry at `path` of a commit, or undefined. The root has the empty path. */
export async function findEntry(
  repository: Repository,
  commit: string,
  path: string,
): Promise<TreeEntry | undefined> {
  if (path === '') {
    const sha = await repository.text(['rev-parse', `${commit}^{tree}`]);
    return { mode: '040000', type: 'tree', sha, path: '' };
  }
  const { stdout } = await repository.git([
    'ls-tree',
    '-z',
    '-l',
    commit,
    '--',
    path,
  ]);
  return parseEntries(stdout)[0];
}

/** The content of a blob, or undefined when there is no blob of that id. */
export async function readBlob(
  repository: Repository,
  sha: string,
): Promise<Buffer | undefined> {
  const { code, stdout } = await repository.git(['cat-file', 'blob', sha], {
    okCodes: [0, 1, 128],
  });
  return code === 0 ? stdout : undefined;
}

/** Stores `content`, and answers its id. */
export function writeBlob(
  repository: Repository,
  content: Buffer,
): Promise<string> {
  return repository.text(['hash-object', '-w', '--stdin'], { input: content });
}
