import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { layout } from '../hub/layout';
import { lockState, RunRecords } from '../supervisor';
import { processStartTime } from '../supervisor/procfs';
import { FakeHub, REPO_ROOT } from './__testUtils__/fakeHub';
import { restoreBackup } from './index';

describe('backup and restore', () => {
  let hub: FakeHub;
  let backup: string;
  let target: string;
  beforeEach(async () => {
    hub = await FakeHub.create();
    backup = hub.path('backup');
    target = hub.path('restored');
    await hub.backUp();
  });
  afterEach(() => hub.remove());

  const restore = (force?: boolean) =>
    restoreBackup({
      repoRoot: REPO_ROOT,
      folder: backup,
      stateDir: target,
      force,
      tools: async () => hub.tools,
    });
  const change = (edit: (manifest: any) => void) => {
    const file = path.join(backup, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    edit(manifest);
    writeFileSync(file, JSON.stringify(manifest));
  };
  const nothingWasMade = () => {
    const there = readdirSync(hub.folder);
    expect(there.filter(name => name.startsWith('restored.'))).toEqual([]);
  };

  it('gives back what was saved, and leaves out what is made anew', async () => {
    const { manifest, movedTo } = await restore();
    expect(movedTo).toBeUndefined();
    expect(manifest).toMatchObject({
      port: 7100,
      migrations: ['20261123000000_init.js'],
      versions: { etcd: expect.stringMatching(/^v3\./) },
    });
    expect(readdirSync(target).sort()).toEqual([
      ...['etcd', 'forge', 'later', 'node', 'pki', 'portal', 'run', 'secrets'],
    ]);
    const read = (...parts: string[]) =>
      readFileSync(path.join(target, ...parts), 'utf8').trim();
    expect(read('etcd', 'db')).toBe('snapshot');
    expect(read('later', 'data.rdb')).toBe('kept');
    // Of the node agent's the volumes only, as they were.
    expect(readdirSync(path.join(target, 'node'))).toEqual(['volumes']);
    const volume = path.join(target, 'node', 'volumes', 'pvc-1');
    expect(read('node', 'volumes', 'pvc-1', 'data')).toBe('orders');
    expect(statSync(path.join(volume, 'data')).mode % 0o1000).toBe(0o640);
    expect(readlinkSync(path.join(volume, 'current'))).toBe('data');
    expect(read('secrets', 'forge-token')).toBe('secret');
    expect(read('forge', 'pulls.json')).toBe('{"lastNumber":1}');
    expect(readdirSync(path.join(target, 'pki'))).toEqual(['etcd-ca.key']);
    const database = new Database(path.join(target, 'portal', 'hub.sqlite'));
    expect(database.prepare('select id from runs').all()).toEqual([
      { id: 'demo-abcde' },
    ]);
    database.close();

    const refs = (dir: string) =>
      execFileSync('git', ['show-ref', '--head'], {
        env: { PATH: process.env.PATH, GIT_DIR: `${dir}/repository.git` },
        encoding: 'utf8',
      });
    expect(refs(path.join(target, 'forge'))).toContain('refs/pull/1/head');
    expect(refs(path.join(target, 'forge'))).toBe(
      refs(hub.layout.path('forge')),
    );
  });

  it('copies a forge whose history is cut off, as a checkout of CI makes it', async () => {
    const git = hub.layout.path('forge', 'repository.git');
    const head = execFileSync(
      'git',
      [`--git-dir=${git}`, 'rev-parse', 'main'],
      {
        encoding: 'utf8',
      },
    );
    writeFileSync(path.join(git, 'shallow'), head);
    backup = hub.path('another');
    await hub.backUp(backup);
    await restore();
    const copy = path.join(target, 'forge', 'repository.git', 'shallow');
    expect(readFileSync(copy, 'utf8')).toBe(head);
  });

  it('is for its owner only', () => {
    for (const name of ['', 'state', 'state/secrets', 'portal', 'etcd']) {
      expect(statSync(path.join(backup, name)).mode % 0o1000).toBe(0o700);
    }
  });

  it('leaves nothing behind when etcd gives no snapshot', async () => {
    writeFileSync(hub.tools.etcdctl, '#!/bin/sh\necho no leader >&2\nexit 1\n');
    await expect(hub.backUp(hub.path('other'))).rejects.toThrow(
      'etcd gave no snapshot: no leader',
    );
    expect(readdirSync(hub.folder)).not.toContain('other');
    expect(readdirSync(hub.folder)).not.toContain('other.partial');
  });

  it('names each file that is damaged or missing, and changes nothing', async () => {
    const file = path.join(backup, 'state/pki/etcd-ca.key');
    writeFileSync(file, 'kex');
    rmSync(path.join(backup, 'forge/pulls.json'));
    writeFileSync(path.join(backup, 'etcd/snapshot.db'), 'cut');
    await expect(restore()).rejects.toThrow(
      'The backup is damaged: etcd/snapshot.db has 3 bytes instead of 9; forge/pulls.json is missing; state/pki/etcd-ca.key is not as it was written. Nothing was changed.',
    );
    nothingWasMade();
  });

  it.each([
    ['a later format', (m: any) => (m.format = 2), 'has format 2'],
    [
      'a later etcd',
      (m: any) => (m.versions.etcd = 'v3.99.0'),
      'it is of etcd v3.99.0',
    ],
    [
      'a Kubernetes that is too old',
      (m: any) => (m.versions.kubernetes = 'v1.30.0'),
      'it is of kubernetes v1.30.0, more than one minor release before',
    ],
    [
      'a later Backstage',
      (m: any) => (m.versions.backstage = '9.0.0'),
      'it is of backstage 9.0.0',
    ],
    [
      'tables that this checkout does not know',
      (m: any) => m.migrations.push('29990101000000_later.js'),
      'tables of a later lab (29990101000000_later.js)',
    ],
    ['no versions', (m: any) => delete m.versions, 'lacks what it must say'],
  ])('refuses %s', async (_, edit, reason) => {
    change(edit);
    await expect(restore()).rejects.toThrow(reason);
    nothingWasMade();
  });

  it('refuses a folder that is no backup', async () => {
    backup = hub.path();
    await expect(restore()).rejects.toThrow('is no backup');
    backup = hub.path('backup');
    writeFileSync(path.join(backup, 'manifest.json'), '{');
    await expect(restore()).rejects.toThrow("manifest.json can't be read");
  });

  it('refuses while the hub runs, whatever of it', async () => {
    const unlock = await lockState(target);
    await expect(restore(true)).rejects.toThrow('A hub already runs on');
    unlock();
    new RunRecords(layout(target).recordDir).write({
      name: 'etcd',
      pid: process.pid,
      startTime: processStartTime(process.pid)!,
      hash: '',
      startedAt: '',
      graceMs: 0,
    });
    await expect(restore(true)).rejects.toThrow(
      'still run (etcd). End them: ./lab down',
    );
    nothingWasMade();
  });

  it('refuses where there is a state, and moves it aside when forced', async () => {
    mkdirSync(target);
    writeFileSync(path.join(target, 'mine'), 'precious');
    await expect(restore()).rejects.toThrow('lab restore --force');
    nothingWasMade();
    const { movedTo } = await restore(true);
    expect(readFileSync(path.join(movedTo!, 'mine'), 'utf8')).toBe('precious');
    expect(existsSync(path.join(target, 'mine'))).toBe(false);
    expect(existsSync(path.join(target, 'etcd', 'db'))).toBe(true);
  });
});
