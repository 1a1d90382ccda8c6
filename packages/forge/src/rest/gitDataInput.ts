import { invalid } from '../errors';
import { Signature } from '../git/merge';
import { fullSha, repositoryPath } from '../git/names';

// Files, executable files and symbolic links
const MODES = ['100644', '100755', '120000'];

/** One entry of a tree to be made: `content`, or the id of a blob, or null to remove. */
export interface TreeInputEntry {
  path: string;
  mode: string;
  sha: string | null;
  content?: string;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

/** Reads `POST /git/trees`. Errors: 422 that names the field. */
export function treeInput(body: unknown): {
  baseTree?: string;
  entries: TreeInputEntry[];
} {
  const { base_tree: baseTree, tree } = record(body);
  if (!Array.isArray(tree) || tree.length === 0) {
    throw invalid('Tree', 'tree', 'must be a list with at least one entry');
  }
  return {
    baseTree:
      baseTree === undefined || baseTree === null
        ? undefined
        : fullSha(baseTree, 'base_tree', 'Tree'),
    entries: tree.map(treeEntry),
  };
}

function treeEntry(value: unknown): TreeInputEntry {
  const { path, mode, sha, content } = record(value);
  if (typeof path !== 'string' || repositoryPath(path) !== path || !path) {
    throw invalid(
      'Tree',
      'tree.path',
      `${path} is no path inside the repository`,
    );
  }
  if (typeof mode !== 'string' || !MODES.includes(mode)) {
    throw invalid(
      'Tree',
      'tree.mode',
      `${path}: must be ${MODES.join(' or ')}`,
    );
  }
  if (typeof content === 'string') {
    return { path, mode, content, sha: null };
  }
  return {
    path,
    mode,
    sha: sha === null ? null : fullSha(sha, 'tree.sha', 'Tree'),
  };
}

/** Reads `POST /git/commits`. Errors: 422 that names the field. */
export function commitInput(body: unknown): {
  tree: string;
  parents: string[];
  message: string;
  author?: Signature;
  committer?: Signature;
} {
  const { tree, parents = [], message, author, committer } = record(body);
  if (typeof message !== 'string' || message.trim() === '') {
    throw invalid('Commit', 'message', 'is missing');
  }
  if (!Array.isArray(parents)) {
    throw invalid('Commit', 'parents', 'must be a list of commit ids');
  }
  return {
    tree: fullSha(tree, 'tree', 'Commit'),
    parents: parents.map(parent => fullSha(parent, 'parents', 'Commit')),
    message,
    author: signature(author, 'author'),
    committer: signature(committer, 'committer'),
  };
}

function signature(value: unknown, field: string): Signature | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const { name, email, date } = record(value);
  for (const [key, text] of Object.entries({ name, email })) {
    // git takes these characters out; nothing may be left then
    if (
      typeof text !== 'string' ||
      text.replace(/[\s.,:;<>"\\'\0]/g, '') === ''
    ) {
      throw invalid('Commit', `${field}.${key}`, 'is missing');
    }
  }
  if (date !== undefined && Number.isNaN(Date.parse(String(date)))) {
    throw invalid('Commit', `${field}.date`, 'must be ISO 8601');
  }
  return {
    name: String(name),
    email: String(email),
    date: date === undefined ? undefined : new Date(String(date)).toISOString(),
  };
}
