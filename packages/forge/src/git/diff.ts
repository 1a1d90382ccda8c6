import { MAX_DIFF } from '../limits';
import { Repository } from './repository';
import { GitError } from './run';

export type FileStatus =
  | 'added'
  | 'removed'
  | 'modified'
  | 'renamed'
  | 'changed';

/** One file of a diff. */
export interface FileDiff {
  path: string;
  /** Where a renamed file was before. */
  previousPath?: string;
  status: FileStatus;
  /** Lines; both are 0 for a binary file. */
  additions: number;
  deletions: number;
  binary: boolean;
  /** Id of the new content, of the old one when the file is gone. */
  blob: string;
  /** git's patch with its header; absent when the whole diff is too large. */
  patch?: string;
}

const STATUS: Record<string, FileStatus> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

/** The last commit that both sides share, or undefined when they share none. */
export async function mergeBase(
  repository: Repository,
  a: string,
  b: string,
): Promise<string | undefined> {
  const { code, stdout } = await repository.git(['merge-base', a, b], {
    okCodes: [0, 1],
  });
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** What changed from one tree or commit to another, file by file in git's order. */
export async function diffFiles(
  repository: Repository,
  from: string,
  to: string,
): Promise<FileDiff[]> {
  const diff = (form: string[], maxBytes?: number) =>
    repository.git(
      ['diff', '-M', '--full-index', '--no-abbrev', ...form, from, to, '--'],
      {
        maxBytes,
      },
    );
  const [raw, numstat, patch] = await Promise.all([
    diff(['--raw', '-z']),
    diff(['--numstat', '-z']),
    diff(['--patch', '--no-color', '--no-ext-diff', '--no-textconv'], MAX_DIFF)
      .then(result => result.stdout.toString())
      .catch(error => {
        if (error instanceof GitError && error.tooLarge) {
          return undefined;
        }
        throw error;
      }),
  ]);
  const files = parseRaw(raw.stdout.toString());
  addCounts(files, numstat.stdout.toString());
  if (patch !== undefined) {
    addPatches(files, patch);
  }
  return files;
}

/** All that changed as one text: a diff, or as `patch` one mail per commit. */
export async function diffText(
  repository: Repository,
  from: string,
  to: string,
  form: string,
): Promise<Buffer> {
  const args =
    form === 'patch'
      ? ['format-patch', '--stdout', `${from}..${to}`]
      : ['diff', '-M', '--no-ext-diff', '--no-textconv', from, to, '--'];
  return (await repository.git(args)).stdout;
}

function parseRaw(text: string): FileDiff[] {
  const tokens = text.split('\0');
  const files: FileDiff[] = [];
  let i = 0;
  while (i + 1 < tokens.length) {
    const [, , oldBlob, newBlob, letters] = tokens[i].split(' ');
    const letter = letters[0];
    const first = tokens[i + 1];
    const renamed = letter === 'R';
    files.push({
      path: renamed ? tokens[i + 2] : first,
      previousPath: renamed ? first : undefined,
      status: STATUS[letter] ?? 'modified',
      additions: 0,
      deletions: 0,
      binary: false,
      blob: letter === 'D' ? oldBlob : newBlob,
    });
    i += renamed ? 3 : 2;
  }
  return files;
}

function addCounts(files: FileDiff[], text: string) {
  const tokens = text.split('\0');
  let i = 0;
  for (const file of files) {
    const [additions, deletions] = tokens[i].split('\t');
    file.binary = additions === '-';
    file.additions = file.binary ? 0 : Number(additions);
    file.deletions = file.binary ? 0 : Number(deletions);
    // a rename's two paths are tokens of their own
    i += file.previousPath === undefined ? 1 : 3;
  }
}

function addPatches(files: FileDiff[], text: string) {
  // a line of content always starts with a blank, a sign or a backslash
  const patches = text.split(/^(?=diff --git )/m).filter(part => part !== '');
  let i = 0;
  for (const file of files) {
    // a changed type (file to symlink) is shown as a removal and an addition
    const count = file.status === 'changed' ? 2 : 1;
    file.patch = patches.slice(i, i + count).join('');
    i += count;
  }
}
