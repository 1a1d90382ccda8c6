import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askSupervisor, serveControls } from './control';
import { AlreadyRunningError, lockState } from './lock';

describe('control socket and lock', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'control-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const controls = {
    status: () => ({ state: 'ready' }),
    stop: jest.fn(),
    restart: async (name: string) => {
      if (name !== 'etcd') throw new Error(`There is no component ${name}`);
    },
  };

  it('answers, also in a folder deeper than a socket path may be', async () => {
    const deep = path.join(dir, 'x'.repeat(100), 'y'.repeat(100));
    mkdirSync(deep, { recursive: true });
    writeFileSync(path.join(deep, 'supervisor.sock'), 'a leftover');
    const close = await serveControls(deep, controls);

    expect(await askSupervisor(deep, 'GET', '/status')).toEqual({
      state: 'ready',
    });
    expect(await askSupervisor(deep, 'POST', '/restart/etcd')).toEqual({});
    await expect(
      askSupervisor(deep, 'POST', '/restart/nobody'),
    ).rejects.toThrow('There is no component nobody');
    await expect(askSupervisor(deep, 'GET', '/secrets')).rejects.toThrow(
      'There is no GET /secrets',
    );
    expect(controls.stop).not.toHaveBeenCalled();
    await askSupervisor(deep, 'POST', '/stop');
    expect(controls.stop).toHaveBeenCalledTimes(1);
    expect(statSync(path.join(deep, 'supervisor.sock')).mode % 0o1000).toBe(
      0o600,
    );
    close();
  });

  it('tells when nobody answers', async () => {
    expect(await askSupervisor(dir, 'GET', '/status')).toBeUndefined();
    expect(
      await askSupervisor(path.join(dir, 'none'), 'GET', '/status'),
    ).toBeUndefined();
  });

  it('lets one have the state, until it frees it', async () => {
    const free = await lockState(dir);
    await expect(lockState(dir)).rejects.toBeInstanceOf(AlreadyRunningError);
    free();
    (await lockState(dir))();
  });
});
