import { HubStatus, layout } from '@illm-lab/local-hub/control';
import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../errors';
import { Ended, ended, nodeArgs } from './process';
import { runningHub } from './running';

/** The supervisor as a process that this one started. */
export interface StartedHub {
  child: ChildProcess;
  /** Settled when the supervisor has ended. */
  end: Promise<Ended>;
  logFile: string;
}

const LOG_TAIL_LINES = 15;

/**
 * Starts the supervisor, which starts all the rest. Detached, it outlives this
 * process and its terminal.
 */
export function startSupervisor(options: {
  root: string;
  stateDir: string;
  port: number;
  detached: boolean;
}): StartedHub {
  const { root, stateDir, port, detached } = options;
  const { logDir } = layout(stateDir, port);
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const logFile = path.join(logDir, 'supervisor.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(
    process.execPath,
    nodeArgs(root, 'packages/local-hub/src/main.ts', [
      '--state',
      stateDir,
      '--repo',
      root,
      '--port',
      String(port),
    ]),
    { cwd: root, detached, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  if (detached) {
    child.unref();
  }
  return { child, end: ended(child), logFile };
}

/**
 * Asks the supervisor for its status twice a second and hands it on, until
 * `done` says so. Throws a CliError when the supervisor ends before, or when
 * the time is up.
 */
export async function watchHub(
  stateDir: string,
  hub: StartedHub,
  options: {
    onStatus: (status: HubStatus) => void;
    done: (status: HubStatus) => boolean;
    timeoutMs: number;
    what: string;
  },
): Promise<HubStatus> {
  const deadline = Date.now() + options.timeoutMs;
  let end: Ended | undefined;
  hub.end.then(value => {
    end = value;
  });
  for (;;) {
    if (end) {
      throw new CliError(
        `The hub ended before ${options.what}. Its log, ${
          hub.logFile
        }, ends with:\n${tail(hub.logFile)}`,
      );
    }
    const status = await runningHub(stateDir);
    if (status) {
      options.onStatus(status);
      if (options.done(status)) {
        return status;
      }
    }
    if (Date.now() > deadline) {
      const waiting = status?.components
        .filter(({ ready }) => !ready)
        .map(({ name, message }) => `${name}: ${message}`);
      throw new CliError(
        `Waited ${Math.round(options.timeoutMs / 1000)} s until ${
          options.what
        }. ${
          waiting?.join('; ') ?? 'The supervisor does not answer.'
        } Logs: ${path.dirname(hub.logFile)}`,
      );
    }
    await sleep(500);
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-LOG_TAIL_LINES)
    .join('\n');
}
