import { resolve } from 'node:path';
import { checkoutEnv } from './git/checkout';
import { git, GitError } from './git/run';
import { NO_SHA } from './git/names';
import { branchTip, isAncestor } from './git/refs';
import { openRepository, Repository } from './git/repository';

/** How the checkout's HEAD and the forge's branch stand to each other. */
export type SyncResult =
  /** The branch now is HEAD; `from` is 40 zeros when it was made. */
  | { kind: 'updated'; from: string; to: string; message: string }
  /** Both are the same, or the forge has commits that the checkout may pull. */
  | { kind: 'current' | 'forge-ahead'; sha: string; message: string }
  /** Nothing was changed. `ahead` counts commits only the checkout has, `behind` those only the forge has. */
  | { kind: 'diverged'; ahead: number; behind: number; message: string };

export interface SyncOptions {
  /** Folder of a git checkout, shallow or not. */
  checkout: string;
  /** Folder of the forge's state, as given to `startForge`. */
  dir: string;
  /** Branch of the forge; `main` unless told. */
  branch?: string;
  /** A forge that runs on `dir`: it is told, so that its webhooks say so at once. */
  forge?: { url: string; token: string };
  /** Where the forge's repository can be cloned, for the messages. */
  cloneUrl?: string;
}

/**
 * Brings the checkout's HEAD to the forge's branch when that leaves no commit
 * behind; otherwise changes nothing and says how the two differ. A forge that
 * is down announces the push when it starts. Errors: when the folder is no
 * checkout or has no commit, in git's words.
 */
export async function syncHead(options: SyncOptions): Promise<SyncResult> {
  const { checkout, dir, branch = 'main' } = options;
  const head = await headOf(checkout);
  const repository = await openRepository(dir, branch);
  const tip = await branchTip(repository, branch);
  const source = options.cloneUrl ?? repository.path;
  const short = (sha: string) => sha.slice(0, 7);
  if (tip === head) {
    const message = `the forge's ${branch} is the checkout's HEAD (${short(
      head,
    )})`;
    return { kind: 'current', sha: head, message };
  }
  if (tip) {
    const { ahead, behind } = await compare(checkout, repository, head, tip);
    if (ahead === 0) {
      return {
        kind: 'forge-ahead',
        sha: tip,
        message: `the forge's ${branch} is ${commits(
          behind,
        )} ahead of the checkout; to have them here: git pull ${source} ${branch}`,
      };
    }
    if (behind > 0) {
      return {
        kind: 'diverged',
        ahead,
        behind,
        message: [
          `The checkout and the forge's ${branch} have diverged: ${commits(
            ahead,
          )} only in the checkout, ${commits(
            behind,
          )} only in the forge. Nothing was changed.`,
          `To bring both together: git pull --no-rebase ${source} ${branch}`,
          `Then run this again.`,
        ].join('\n'),
      };
    }
  }
  await fetchHead(checkout, repository, head, branch);
  await announced(options.forge);
  const from = tip ?? NO_SHA;
  const message = tip
    ? `the forge's ${branch} went from ${short(tip)} to ${short(head)}`
    : `the forge's ${branch} was made from the checkout's HEAD (${short(
        head,
      )})`;
  return { kind: 'updated', from, to: head, message };
}

function commits(count: number): string {
  return `${count} commit${count === 1 ? '' : 's'}`;
}

async function headOf(checkout: string): Promise<string> {
  try {
    const { stdout } = await git(['rev-parse', '--verify', 'HEAD^{commit}'], {
      cwd: checkout,
      fullEnv: checkoutEnv(),
    });
    return stdout.toString().trim();
  } catch (error) {
    const reason = error instanceof GitError ? error.stderr.trim() : error;
    throw new Error(
      `${checkout} has no commit to show in the forge: ${reason}. Make it a git checkout with at least one commit.`,
    );
  }
}

// In the checkout, which knows where its history is cut off, with the forge's
// objects lent to it: nothing is written on either side
async function compare(
  checkout: string,
  repository: Repository,
  head: string,
  tip: string,
): Promise<{ ahead: number; behind: number }> {
  const { stdout } = await git(
    ['rev-list', '--left-right', '--count', `${head}...${tip}`],
    {
      cwd: checkout,
      fullEnv: checkoutEnv({
        GIT_ALTERNATE_OBJECT_DIRECTORIES: `${repository.path}/objects`,
      }),
    },
  );
  const [ahead, behind] = stdout.toString().trim().split('\t').map(Number);
  return { ahead, behind };
}

// Without a plus before it, git refuses anything but a fast-forward
async function fetchHead(
  checkout: string,
  repository: Repository,
  head: string,
  branch: string,
): Promise<void> {
  await git(
    [
      `--git-dir=${repository.path}`,
      'fetch',
      '--quiet',
      '--no-tags',
      '--update-shallow',
      '--no-write-fetch-head',
      resolve(checkout),
      `HEAD:refs/heads/${branch}`,
    ],
    { fullEnv: checkoutEnv() },
  );
  if (!(await isAncestor(repository, head, `refs/heads/${branch}`))) {
    throw new Error(`${checkout} changed its HEAD meanwhile; run this again`);
  }
}

async function announced(forge: SyncOptions['forge']): Promise<void> {
  if (!forge) {
    return;
  }
  const response = await fetch(`${forge.url}/-/announce`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${forge.token}` },
  });
  if (!response.ok) {
    throw new Error(
      `the forge at ${forge.url} answered ${response.status} when told of the new commits; is its token the right one?`,
    );
  }
}
