import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AlreadyRunningError,
  askSupervisor,
  endSurvivors,
  processStartTime,
} from '../supervisor';
import { layout, Layout } from './layout';
import { HubStatus } from './status';

const POLL_MS = 100;
/** A supervisor answers within a second; PKI of a first start included. */
const ANSWER_MS = 30_000;
/** Lines of the supervisor's log that say why it ended. */
const LOG_LINES = 5;

/** Which hub is meant. */
export interface HubOptions {
  /** The checkout. */
  repoRoot: string;
  /** Folder of its state. */
  stateDir: string;
  /** The portal's port; the other parts take those after it. */
  port?: number;
  /** For what the supervisor itself needs: PATH, HOME, Go's and LAB_ variables. */
  env?: NodeJS.ProcessEnv;
}

/** A local hub, seen from outside. */
export interface Hub {
  layout: Layout;
  /**
   * Starts the supervisor in the background and returns as soon as it answers;
   * the parts start, and tools are built, from then on. Follow `status`.
   *
   * @throws AlreadyRunningError when it runs already
   * @throws Error with the end of its log when it cannot start
   */
  start(): Promise<HubStatus>;
  /** How all parts are; undefined when the hub does not run. */
  status(): Promise<HubStatus | undefined>;
  /** Ends all parts. False when nothing ran. */
  stop(): Promise<boolean>;
  /** Ends one part, which is then started again. */
  restart(component: string): Promise<void>;
}

/** How all parts are; undefined when no hub runs on that state. */
export function readStatus(stateDir: string): Promise<HubStatus | undefined> {
  return askSupervisor(layout(stateDir).runDir, 'GET', '/status');
}

/**
 * Ends all parts of the hub on that state and returns when they are gone, also
 * those that a killed supervisor left behind. False when nothing ran.
 */
export async function stopHub(stateDir: string): Promise<boolean> {
  const { runDir, recordDir, logDir } = layout(stateDir);
  const status = await readStatus(stateDir);
  const pid = status?.hub.pid;
  if (pid) {
    const startTime = processStartTime(pid);
    await askSupervisor(runDir, 'POST', '/stop');
    while (startTime && processStartTime(pid) === startTime) {
      await sleep(POLL_MS);
    }
  }
  const ended = await endSurvivors(recordDir, logDir);
  return pid !== undefined || ended.length > 0;
}

/** Stops the hub and removes its state. */
export async function purge(stateDir: string): Promise<void> {
  await stopHub(stateDir);
  rmSync(stateDir, { recursive: true, force: true });
}

/** Go and the tool builder need more than PATH, but nothing secret. */
const PASSED_ON =
  /^(PATH|HOME|LANG|LC_.*|TMPDIR|LAB_.*|XDG_.*|GO.*|CGO_ENABLED|https?_proxy|no_proxy|SSL_CERT_(FILE|DIR)|PIP_.*)$/i;

const supervisorEnv = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => PASSED_ON.test(name)),
  );

const lastLines = (file: string) =>
  readFileSync(file, 'utf8').trim().split('\n').slice(-LOG_LINES).join('\n');

async function startSupervisor(options: HubOptions, place: Layout) {
  const { repoRoot, env = process.env } = options;
  const require = createRequire(path.join(repoRoot, 'package.json'));
  mkdirSync(place.logDir, { recursive: true, mode: 0o700 });
  const logFile = path.join(place.logDir, 'supervisor.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      path.join(repoRoot, 'packages/local-hub/src/main.ts'),
      ...['--state', place.stateDir],
      ...['--repo', repoRoot],
      ...['--port', `${place.port}`],
    ],
    {
      // A session of its own: a terminal's Ctrl-C is for the command line.
      detached: true,
      stdio: ['ignore', log, log],
      cwd: repoRoot,
      env: supervisorEnv(env),
    },
  );
  closeSync(log);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  child.unref();

  const deadline = Date.now() + ANSWER_MS;
  while (!ended && Date.now() < deadline) {
    const status = await readStatus(place.stateDir);
    if (status) return status;
    await sleep(POLL_MS);
  }
  throw new Error(`The hub did not start:\n${lastLines(logFile)}`);
}

/** A local hub in this checkout. */
export function createHub(options: HubOptions): Hub {
  const place = layout(options.stateDir, options.port);
  return {
    layout: place,
    start: async () => {
      if (await readStatus(place.stateDir)) {
        throw new AlreadyRunningError(place.stateDir);
      }
      return startSupervisor(options, place);
    },
    status: () => readStatus(place.stateDir),
    stop: () => stopHub(place.stateDir),
    restart: async component => {
      await askSupervisor(place.runDir, 'POST', `/restart/${component}`);
    },
  };
}
