import {
  DEFAULT_PORT,
  askSupervisor,
  layout,
} from '@illm-lab/local-hub/control';
import { checkPorts } from '@illm-lab/local-hub/host';
import { toolSet } from '@illm-lab/local-hub/tools';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepare } from '../commands/up';
import { CliError } from '../errors';
import { checkBrowser } from '../hub/browser';
import { describeCheck } from '../hub/checks';
import { installMissing } from '../hub/install';
import { Place } from '../hub/place';
import { runCommand } from '../hub/process';
import { statusProgress } from '../hub/progress';
import { startSupervisor, watchHub } from '../hub/start';
import { Terminal } from '../terminal';
import { playwrightCounts } from './counts';
import { Runner, outcome } from './runner';

/** A cold build of all tools on two cores is within this. */
const READY_TIMEOUT_MS = 40 * 60_000;
const HUBS_APART = 100;
const HUBS_TRIED = 20;

/**
 * The browser tests. They need a hub that they may change, so they get one of
 * their own, beside any that runs; with `LAB_URL` they use that one.
 */
export const endToEnd: Runner = async ({ root }, terminal) => {
  const browser = checkBrowser();
  if (!browser.ok && !(await installMissing([browser], terminal))) {
    throw new CliError(describeCheck(browser));
  }
  if (process.env.LAB_URL) {
    return playwright(root, { LAB_URL: process.env.LAB_URL });
  }
  const stateDir = mkdtempSync(path.join(tmpdir(), 'lab-e2e-'));
  try {
    return await withHub({ root, stateDir }, terminal, url =>
      playwright(root, {
        LAB_URL: url,
        LAB_STATE: stateDir,
        LAB_KUBECTL: toolSet({ repoRoot: root }).path('kubectl'),
      }),
    );
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
};

async function withHub<T>(
  { root, stateDir }: Place,
  terminal: Terminal,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const port = await freePort(stateDir);
  await prepare({ root, stateDir, port }, terminal);
  const hub = startSupervisor({ root, stateDir, port, detached: false });
  try {
    const { portal } = await watchHub(stateDir, hub, {
      onStatus: statusProgress(terminal.progress),
      done: status => status.hub.state === 'ready',
      timeoutMs: READY_TIMEOUT_MS,
      what: 'all of it was ready',
    });
    return await use(portal.url);
  } finally {
    const asked = await askSupervisor(layout(stateDir).runDir, 'POST', '/stop');
    if (asked === undefined) {
      hub.child.kill('SIGTERM');
    }
    await hub.end;
  }
}

async function freePort(stateDir: string): Promise<number> {
  for (let i = 1; i <= HUBS_TRIED; i++) {
    const port = DEFAULT_PORT + i * HUBS_APART;
    if ((await checkPorts(layout(stateDir, port))).ok) {
      return port;
    }
  }
  throw new CliError(
    `No free ports for a hub from ${
      DEFAULT_PORT + HUBS_APART
    } on. Stop the hubs that run: ./lab down`,
  );
}

async function playwright(root: string, hub: Record<string, string>) {
  const report = path.join(
    mkdtempSync(path.join(tmpdir(), 'lab-report-')),
    'report.json',
  );
  try {
    const { code } = await runCommand(
      path.join(root, 'node_modules/.bin/playwright'),
      ['test'],
      {
        cwd: root,
        env: { ...process.env, ...hub, LAB_E2E_REPORT: report },
      },
    );
    const counts = existsSync(report)
      ? playwrightCounts(readFileSync(report, 'utf8'))
      : { passed: 0, failed: 0 };
    return outcome('playwright', code, counts);
  } finally {
    rmSync(path.dirname(report), { recursive: true, force: true });
  }
}
