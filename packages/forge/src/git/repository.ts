import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
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

const SETTINGS_FILE = 'forge.config';

function settingsText(): string {
  return Object.entries(SETTINGS)
    .map(([key, value]) => {
      const [section, name] = key.split('.');
      return `[${section}]\n\t${name} = ${value}\n`;
    })
    .join('');
}

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

// `merge-tree --write-tree`, which merges without a work tree, came with this
const OLDEST_GIT = [2, 38];

async function checkGit(): Promise<void> {
  const { stdout } = await git(['version']);
  const found = /(\d+)\.(\d+)/.exec(stdout.toString());
  const [major, minor] = (found ?? []).slice(1).map(Number);
  const [oldest, oldestMinor] = OLDEST_GIT;
  if (!(major > oldest || (major === oldest && minor >= oldestMinor))) {
    throw new Error(
      `the forge needs git ${OLDEST_GIT.join(
        '.',
      )} or newer, and this is ${stdout}`,
    );
  }
}

/**
 * Opens the bare repository of the forge in `dir`, and makes it first when it
 * is not there. Safe to repeat. Errors: when git is too old.
 */
export async function openRepository(
  dir: string,
  defaultBranch: string,
): Promise<Repository> {
  await checkGit();
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
  await writeFile(join(path, SETTINGS_FILE), settingsText());
  const { stdout } = await repository.git([
    'config',
    '--local',
    '--list',
    '-z',
  ]);
  if (
    !stdout.toString().split('\0').includes(`include.path\n${SETTINGS_FILE}`)
  ) {
    await repository.git(['config', '--add', 'include.path', SETTINGS_FILE]);
  }
  return repository;
}
