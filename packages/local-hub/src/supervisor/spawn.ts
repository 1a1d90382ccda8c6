import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog } from './logFile';
import { isAlive, processStartTime } from './procfs';
import { Launch } from './types';

const ADOPTED_POLL_MS = 200;

/** A process that runs, started by us or by a supervisor before us. */
export interface RunningProcess {
  pid: number;
  startTime: string;
  /** Resolves with how it ended. Never rejects. */
  exited: Promise<string>;
}

/**
 * Starts a process in a group and session of its own, so that it outlives the
 * supervisor and is not reached by a terminal's Ctrl-C.
 *
 * @throws when the command cannot be run
 */
export async function startProcess(
  launch: Launch,
  logFile: string,
): Promise<RunningProcess> {
  const log = openLog(logFile);
  try {
    const child = spawn(launch.command, launch.args, {
      cwd: launch.cwd,
      env: launch.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    const exited = new Promise<string>(resolve => {
      child.once('exit', (code, signal) =>
        resolve(signal ? `ended by ${signal}` : `exited with status ${code}`),
      );
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    const pid = child.pid!;
    return { pid, startTime: processStartTime(pid) ?? '', exited };
  } finally {
    closeSync(log);
  }
}

/** Watches a process that an earlier supervisor started. */
export function adoptProcess(pid: number, startTime: string): RunningProcess {
  const watch = async () => {
    while (isAlive(pid, startTime)) await sleep(ADOPTED_POLL_MS);
    return 'ended';
  };
  return { pid, startTime, exited: watch() };
}

/** Runs a command to its end, its output to the log; rejects if it fails. */
export async function runToEnd(launch: Launch, logFile: string): Promise<void> {
  const { exited } = await startProcess(launch, logFile);
  const how = await exited;
  if (how !== 'exited with status 0') {
    throw new Error(`${launch.command} ${how}`);
  }
}
