import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { sessionHeader } from '@illm-lab/plugin-auth-local-node';
import { ForgeOptions } from '../config';
import { ForgeLogger } from '../logger';
import { RunningForge, startForge } from '../startForge';

const run = promisify(execFile);

// each step starts git many times, on machines that may be busy
jest.setTimeout(120_000);

/** The token of every forge that tests start. */
export const TOKEN = 'a-token-for-tests-only';

/** The webhook secret of every forge that tests start. */
export const SECRET = 'a-secret-for-tests-only';

/** The secret of browser sessions at every forge that tests start, and its portal. */
export const SIGN_IN_SECRET = 'a-sign-in-secret-for-tests-only';
export const PORTAL = 'http://localhost:7007';

/** The header `Cookie` of a browser that was let in. */
export const letIn = () => sessionHeader(SIGN_IN_SECRET, PORTAL);

/** Runs git as a person would who has no configuration. */
export async function gitIn(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, {
    cwd,
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Ada Lovelace',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada Lovelace',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
    },
  });
  return stdout.trim();
}

/** Writes files and commits them: the new commit's id. */
export async function commitFiles(
  checkout: string,
  files: Record<string, string>,
  message: string,
): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(checkout, path)), { recursive: true });
    await writeFile(join(checkout, path), content);
  }
  await gitIn(checkout, 'add', '-A');
  await gitIn(checkout, 'commit', '-q', '-m', message);
  return gitIn(checkout, 'rev-parse', 'HEAD');
}

/** Folders and forges of one test file, all gone with `cleanUp`. */
export class Fixture {
  readonly root = mkdtempSync(join(tmpdir(), 'forge-test-'));
  readonly log: string[] = [];
  private forges: RunningForge[] = [];
  private folders = 0;

  /** A folder that nobody else uses; it is not made. */
  folder(): string {
    this.folders += 1;
    return join(this.root, String(this.folders));
  }

  async start(options: Partial<ForgeOptions> = {}): Promise<RunningForge> {
    const logger: ForgeLogger = {
      debug: text => this.log.push(`debug ${text}`),
      info: text => this.log.push(`info ${text}`),
      warn: text => this.log.push(`warn ${text}`),
      error: text => this.log.push(`error ${text}`),
    };
    const forge = await startForge({
      dir: this.folder(),
      port: 0,
      owner: 'illm',
      repo: 'lab',
      token: TOKEN,
      webhookSecret: SECRET,
      webhooks: [],
      portalUrl: PORTAL,
      signInSecret: SIGN_IN_SECRET,
      logger,
      ...options,
    });
    this.forges.push(forge);
    return forge;
  }

  /** A clone of the forge's repository that may push. */
  async clone(forge: RunningForge): Promise<string> {
    const folder = this.folder();
    await mkdir(folder);
    await gitIn(folder, 'clone', '-q', pushUrl(forge), '.');
    await gitIn(folder, 'symbolic-ref', 'HEAD', 'refs/heads/main');
    await gitIn(folder, 'reset', '-q');
    return folder;
  }

  async cleanUp(): Promise<void> {
    await Promise.all(this.forges.map(forge => forge.close()));
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Where git pushes to with the token as password. */
export function pushUrl(forge: RunningForge, password = TOKEN): string {
  const url = new URL('/illm/lab.git', forge.url);
  url.username = 'x';
  url.password = password;
  return url.href;
}

/** A call of the REST API with the token; `path` is behind the repository's own address. */
export async function api(
  forge: RunningForge,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { Authorization: `token ${TOKEN}` },
  // the shapes are GitHub's: each test says what it expects of them
): Promise<{ status: number; headers: Headers; body: any }> {
  const response = await fetch(`${forge.url}/api/v3/repos/illm/lab${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text ? JSON.parse(text) : undefined,
  };
}
