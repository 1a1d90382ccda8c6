import {
  DEFAULT_PORT,
  HubStatus,
  keepPortalDatabase,
  layout,
} from '@illm-lab/local-hub/control';
import { CliError, UsageError } from '../errors';
import { buildPortal } from '../hub/build';
import { checkHost, describeCheck, isBlocking } from '../hub/checks';
import { describeBuilds } from '../hub/describe';
import { installMissing } from '../hub/install';
import { place } from '../hub/place';
import { statusProgress } from '../hub/progress';
import { syncForge } from '../hub/repository';
import { runningHub } from '../hub/running';
import { StartedHub, startSupervisor, watchHub } from '../hub/start';
import { toolsMissing } from '../hub/tools';
import { letIn } from '../portal/letIn';
import { Terminal } from '../terminal';

/** The portal starts within seconds; a slow disk may make minutes of them. */
const PORTAL_TIMEOUT_MS = 5 * 60_000;

/**
 * `lab up`: checks the computer, installs what is missing and may be installed,
 * brings the forge up to date, builds the portal and starts the hub. In the
 * foreground it ends with Ctrl-C, and everything it started with it; with
 * `--detach` it returns when the portal answers. Then it lets this user's browser
 * in; where nobody sits before a terminal it only prints the address for that.
 */
export async function up(
  options: { detach?: boolean; port?: number; open: boolean },
  terminal: Terminal,
): Promise<void> {
  const { root, stateDir } = place();
  const running = await runningHub(stateDir);
  if (running) {
    const port = Number(new URL(running.portal.url).port);
    await syncForge({ root, stateDir, port, running: true }, terminal);
    terminal.answer(`The hub runs already: ${running.portal.url}`);
    if (running.portal.ready) await welcome(running, options, terminal);
    return;
  }
  const port = options.port ?? DEFAULT_PORT;
  keepDatabase(stateDir);
  await prepare({ root, stateDir, port }, terminal);
  const hub = startSupervisor({
    root,
    stateDir,
    port,
    detached: options.detach ?? false,
  });
  terminal.progress('Starting the hub');
  const onStatus = statusProgress(terminal.progress);
  if (options.detach) {
    await tellResult(
      await untilPortal(stateDir, hub, onStatus),
      options,
      terminal,
    );
  } else {
    await foreground(stateDir, hub, onStatus, options, terminal);
  }
}

/** Where the portal's database is, if somebody says so; kept for later starts. */
function keepDatabase(stateDir: string) {
  const { LAB_DATABASE: uri } = process.env;
  if (uri === undefined) return;
  try {
    keepPortalDatabase(layout(stateDir), uri);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Lets a browser in; opens it where somebody sees that. */
function welcome(
  { portal }: HubStatus,
  { open }: { open: boolean },
  terminal: Terminal,
) {
  return letIn(portal.url, { open: open && terminal.isLive }, terminal);
}

/** All that is done before the supervisor starts. */
export async function prepare(
  at: { root: string; stateDir: string; port: number },
  terminal: Terminal,
): Promise<void> {
  const look = () => checkHost({ ...at, running: false });
  let checks = await look();
  if (await installMissing(checks, terminal)) {
    checks = await look();
  }
  const problems = checks.filter(({ ok }) => !ok);
  const blocking = problems.filter(isBlocking);
  if (blocking.length > 0) {
    throw new CliError(
      `The hub can't start here:\n${blocking.map(describeCheck).join('\n')}`,
    );
  }
  problems.forEach(check => terminal.progress(describeCheck(check)));
  await syncForge({ ...at, running: false }, terminal);
  const building = new AbortController();
  const stop = () => building.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  terminal.progress('Building the portal, and the tools beside it');
  try {
    await buildPortal({
      root: at.root,
      toolsMissing: await toolsMissing(at.root),
      signal: building.signal,
    });
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
  if (building.signal.aborted) {
    throw new CliError('Stopped. What was built so far is kept.');
  }
}

type OnStatus = (status: HubStatus) => void;

function untilPortal(stateDir: string, hub: StartedHub, onStatus: OnStatus) {
  return watchHub(stateDir, hub, {
    onStatus,
    done: ({ portal }) => portal.ready,
    timeoutMs: PORTAL_TIMEOUT_MS,
    what: 'the portal answered',
  });
}

async function tellResult(
  status: HubStatus,
  options: { open: boolean },
  terminal: Terminal,
) {
  terminal.answer(`The portal is open: ${status.portal.url}`);
  await welcome(status, options, terminal);
  const builds = describeBuilds(status);
  if (builds.length > 0) {
    terminal.answer('Still being built, see ./lab status:');
    builds.forEach(line => terminal.answer(`  ${line}`));
  }
}

async function foreground(
  stateDir: string,
  hub: StartedHub,
  onStatus: OnStatus,
  options: { open: boolean },
  terminal: Terminal,
) {
  // Ctrl-C reaches the supervisor too, which stops everything and then ends;
  // this process only waits for that. A signal to this process alone is
  // passed on.
  const onInterrupt = () => terminal.progress('Stopping the hub');
  const onTerminate = () => hub.child.kill('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  process.on('SIGHUP', onTerminate);
  let stopped = false;
  hub.end.then(() => {
    stopped = true;
  });
  try {
    await tellResult(
      await untilPortal(stateDir, hub, onStatus),
      options,
      terminal,
    );
    terminal.progress('Ctrl-C stops it');
    await watchHub(stateDir, hub, {
      onStatus,
      done: ({ hub: { state } }) => state === 'ready',
      timeoutMs: Number.POSITIVE_INFINITY,
      what: 'all of it was ready',
    });
    terminal.progress('All of the hub is ready');
  } catch (error) {
    if (!stopped) {
      hub.child.kill('SIGTERM');
      await hub.end;
      throw error;
    }
  }
  const { code } = await hub.end;
  if (code !== 0) {
    throw new CliError(`The hub ended with status ${code}. See ${hub.logFile}`);
  }
}
