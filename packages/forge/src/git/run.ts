import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { MAX_GIT_OUTPUT } from '../limits';

/** What one git command answered. */
export interface GitResult {
  code: number;
  stdout: Buffer;
}

export interface GitOptions {
  /** Sent on stdin. */
  input?: string | Buffer;
  /** Added to the command's environment. */
  env?: Record<string, string>;
  /** Exit statuses that are answers and no errors; default `[0]`. */
  okCodes?: number[];
  /** Most bytes of stdout; more ends the command with an error. */
  maxBytes?: number;
}

/** A git command that failed: `stderr` is git's own explanation. */
export class GitError extends Error {
  constructor(
    readonly command: string,
    readonly code: number | null,
    readonly stderr: string,
    readonly tooLarge = false,
  ) {
    super(
      tooLarge
        ? `git ${command}: the answer is too large`
        : `git ${command} ended with ${code ?? 'a signal'}: ${stderr.trim()}`,
    );
    this.name = 'GitError';
  }
}

/**
 * The environment of every git command of the forge. Nothing is inherited but
 * PATH: neither a GIT_DIR of the caller nor a person's own configuration may
 * change what the forge does.
 */
export function gitEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    ...extra,
  };
}

/**
 * Runs git. Errors: GitError when it exits with a status that is not in
 * `okCodes`, when it answers too much, or when git itself is missing.
 */
export function git(
  args: string[],
  options: GitOptions & { cwd?: string; fullEnv?: NodeJS.ProcessEnv } = {},
): Promise<GitResult> {
  const { okCodes = [0], maxBytes = MAX_GIT_OUTPUT } = options;
  const command = args.find(arg => !arg.startsWith('-')) ?? args[0];
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: options.cwd,
      env: options.fullEnv ?? gitEnv(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let stderr = '';
    let tooLarge = false;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        tooLarge = true;
        child.kill('SIGKILL');
        return;
      }
      chunks.push(chunk);
    });
    child.stderr.on('data', chunk => {
      if (stderr.length < 16_384) stderr += chunk;
    });
    // git may end before it has read all of its input; its status says why
    child.stdin.on('error', () => {});
    child.on('error', error =>
      reject(new GitError(command, null, `git does not start: ${error}`)),
    );
    child.on('close', code => {
      if (tooLarge || code === null || !okCodes.includes(code)) {
        reject(new GitError(command, code, stderr, tooLarge));
        return;
      }
      resolve({ code, stdout: Buffer.concat(chunks) });
    });
    child.stdin.end(options.input);
  });
}
