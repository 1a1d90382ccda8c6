import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepError } from './error';

const run = promisify(execFile);

const FETCH_TIMEOUT_MS = 60_000;
const FETCH_ATTEMPTS = 4;
/** No experiment's file is larger; a ConfigMap could not hold it anyway. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** The repository's files at one commit. */
export interface Checkout {
  /** A file's text, or `undefined` when there is none. */
  read(file: string): Promise<string | undefined>;
  /** A file as it is, or `undefined` when there is none. */
  readBytes(file: string): Promise<Buffer | undefined>;
  /** Paths of all files below a folder, from it on; none when there is no such. */
  list(folder: string): Promise<string[]>;
}

/**
 * Fetches one commit, without history or work tree, and hands it to `use`; what
 * was fetched is removed afterwards. Throws a StepError when there is no such
 * commit or the repository can't be reached.
 */
export async function withCommit<T>(
  source: { repository: string; commit: string },
  use: (checkout: Checkout) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lab-commit-'));
  const bytes = (...args: string[]) =>
    run('git', ['-C', dir, ...args], {
      encoding: 'buffer',
      maxBuffer: MAX_FILE_BYTES,
      timeout: FETCH_TIMEOUT_MS,
      // Whoever runs this has a git configuration of their own; no part of it
      // may decide what a run sees.
      env: {
        PATH: process.env.PATH,
        HOME: dir,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
      },
    }).catch(error => {
      throw Object.assign(error, { stderr: String(error.stderr ?? '') });
    });
  const git = async (...args: string[]) => ({
    stdout: (await bytes(...args)).stdout.toString('utf8'),
  });
  try {
    await git('init', '--quiet', '--bare');
    await fetchPatiently(git, source);
    return await use({
      read: file =>
        git('cat-file', 'blob', `${source.commit}:${file}`).then(
          ({ stdout }) => stdout,
          ifMissing<string | undefined>(undefined),
        ),
      readBytes: file =>
        bytes('cat-file', 'blob', `${source.commit}:${file}`).then(
          ({ stdout }) => stdout,
          ifMissing<Buffer | undefined>(undefined),
        ),
      list: folder =>
        git(
          ...['ls-tree', '-z', '-r', '--name-only'],
          `${source.commit}:${folder}`,
        ).then(
          ({ stdout }) => stdout.split('\0').filter(Boolean),
          ifMissing<string[]>([]),
        ),
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

type Git = (...args: string[]) => Promise<unknown>;

/** The forge may be restarting, so a failed fetch is tried again. */
async function fetchPatiently(
  git: Git,
  { repository, commit }: { repository: string; commit: string },
) {
  for (let attempt = 1; ; attempt++) {
    try {
      await git('fetch', '--quiet', '--depth=1', '--', repository, commit);
      return;
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      const reason = (stderr || message).trim();
      if (
        attempt === FETCH_ATTEMPTS ||
        /not our ref|no such remote/i.test(reason)
      ) {
        throw new StepError(
          `Commit ${commit} can't be fetched from ${repository}: ${reason}`,
        );
      }
    }
    await sleep(1000 * attempt);
  }
}

function ifMissing<T>(absent: T) {
  return (error: unknown): T => {
    const { stderr = '' } = error as { stderr?: string };
    if (/does not exist|not a valid object|Not a valid object/.test(stderr)) {
      return absent;
    }
    throw error;
  };
}
