import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { replaceFile, writeFileAtomic } from './atomicFile';

/** What was done to the disk, in order; the real calls are made all the same. */
function watchDisk(): string[] {
  const names = new Map<number, string>();
  const done: string[] = [];
  const { openSync, fsyncSync, renameSync } = fs;
  jest.spyOn(fs, 'openSync').mockImplementation((file, ...rest) => {
    const descriptor = openSync(file, ...rest);
    names.set(descriptor, path.basename(String(file)));
    return descriptor;
  });
  jest.spyOn(fs, 'fsyncSync').mockImplementation(descriptor => {
    done.push(`sync ${names.get(descriptor)}`);
    fsyncSync(descriptor);
  });
  jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    done.push(`rename to ${path.basename(String(to))}`);
    renameSync(from, to);
  });
  return done;
}

describe('files of state', () => {
  let dir: string;
  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(tmpdir(), 'atomic-'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  it('are on the disk before their name is, and their name before it returns', () => {
    const file = path.join(dir, 'state.json');
    fs.writeFileSync(file, 'old', { mode: 0o644 });
    const done = watchDisk();
    writeFileAtomic(file, 'new');
    expect(done).toEqual([
      `sync state.json.${process.pid}.tmp`,
      'rename to state.json',
      `sync ${path.basename(dir)}`,
    ]);
    expect(fs.readFileSync(file, 'utf8')).toBe('new');
    expect(fs.statSync(file).mode % 0o1000).toBe(0o600);
    expect(fs.readdirSync(dir)).toEqual(['state.json']);
  });

  it('wait for no disk when they can be made again', () => {
    const done = watchDisk();
    replaceFile(path.join(dir, 'status.json'), '{}');
    expect(done).toEqual(['rename to status.json']);
  });
});
