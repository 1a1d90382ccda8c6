import { spawn } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';

/** How a Go command ended. */
export interface GoResult {
  /** 0 for success; `null` when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `go` with the given arguments in a folder. */
export type Go = (args: string[], cwd: string) => Promise<GoResult>;

const KILL_AFTER_MS = 3_000;

function killGroup(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/**
 * Makes a runner for `go`. Each command gets a process group of its own, so
 * that an abort ends the compilers too, and yields to the hub and the browser.
 *
 * The promise is rejected with the signal's reason on abort, once the command
 * has ended, and with the system's error when `go` cannot be started.
 */
export function createGo(env: NodeJS.ProcessEnv, signal?: AbortSignal): Go {
  return (args, cwd) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const child = spawn('go', args, {
        cwd,
        env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let timer: NodeJS.Timeout | undefined;
      const stop = () => {
        const { pid } = child;
        if (pid === undefined) return;
        killGroup(pid, 'SIGTERM');
        timer = setTimeout(() => killGroup(pid, 'SIGKILL'), KILL_AFTER_MS);
      };
      signal?.addEventListener('abort', stop, { once: true });
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
      };

      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
      child.on('spawn', () => {
        try {
          const { PRIORITY_BELOW_NORMAL } = constants.priority;
          // Never above this process, which may be niced lower already.
          setPriority(
            child.pid!,
            Math.max(getPriority(), PRIORITY_BELOW_NORMAL),
          );
        } catch {
          // It ended at once, or the system forbids it; it is only a courtesy.
        }
      });
      child.on('error', error => {
        settle();
        reject(error);
      });
      child.on('close', code => {
        settle();
        if (signal?.aborted) reject(signal.reason);
        else resolve({ code, stdout, stderr });
      });
    });
}
