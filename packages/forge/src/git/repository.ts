import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_PACK } from '../limits';
import { git, GitOptions, GitResult } from './run';

/** Who made the commits that nobody else made: merges, and commits without an author. */
export const FORGE_IDENTITY = {
  name: 'Illm Lab forge',
  email: 'forge@localhost',
};

const IDENTITY_ENV = {
  GIT_AUTHOR_NAME: FORGE_IDENTITY.name,
  GIT_AUTHOR_EMAIL: FORGE_IDENTITY.email,
  GIT_COMMITTER_NAME: FORGE_IDENTITY.name,
  GIT_COMMITTER_EMAIL: FORGE_IDENTITY.email,
};

// What the bare repository is set to, each time the forge opens it
const SETTINGS: Record<string, string> = {
  // nothing is lost by a forced push: the old tip stays in the reflog
  'core.logAllRefUpdates': 'true',
  // pull requests keep their commits here; only the forge writes them
  'receive.hideRefs': 'refs/pull',
  'receive.maxInputSize': String(MAX_PACK),
  // a checkout may be shallow, CI's usually is
  'receive.shallowUpdate': 'true',
  // Argo CD and the run's steps fetch a commit by its id
  'uploadpack.allowReachableSHA1InWant': 'true',
  'uploadpack.allowFilter': 'true',
};

/** The one bare repository of a forge, seen through git commands. */
export class Repository {
  constructor(readonly path: string) {}

  /** Runs git on this repository; see `git` for the errors. */
  git(args: string[], options: GitOptions = {}): Promise<GitResult> {
    return git([`--git-dir=${this.path}`, ...args], {
      ...options,
      env: { ...IDENTITY_ENV, ...options.env },
    });
  }

  /** As `git`, and the answer as trimmed text. */
  async text(args: string[], options: GitOptions = {}): Promise<string> {
    return (await this.git(args, options)).stdout.toString().trim();
  }
}

/** Where a forge that keeps its state in `dir` has its repository. */
export function repositoryPathIn(dir: string): string {
  return join(dir, 'repository.git');
}

/**
 * Opens the bare repository of the forge in `dir`, and makes it first when it
 * is not there. Safe to repeat.
 */
export async function openRepository(
  dir: string,
  defaultBranch: string,
): Promise<Repository> {
  const path = repositoryPathIn(dir);
  if (!existsSync(join(path, 'HEAD'))) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    await git([
      'init',
      '--quiet',
      '--bare',
      '--template=',
      `--initial-branch=${defaultBranch}`,
      path,
    ]);
  }
  const repository = new Repository(path);
  const { stdout } = await repository.git([
    'config',
    '--local',
    '--list',
    '-z',
  ]);
  const present = new Set(stdout.toString().split('\0'));
  for (const [key, value] of Object.entries(SETTINGS)) {
    // git lists keys in lower case
    if (!present.has(`${key.toLowerCase()}\n${value}`)) {
      await repository.git(['config', key, value]);
    }
  }
  return repository;
}
