import fs from 'node:fs/promises';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readJson, writeJson } from './atomicFile';

describe('files of the forge', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'forge-files-'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(dir, { recursive: true, force: true });
  });

  it('are on the disk with their name before a write returns', async () => {
    const done: string[] = [];
    const { open, rename } = fs;
    jest.spyOn(fs, 'open').mockImplementation(async (...args) => {
      const handle = await open(...args);
      const sync = handle.sync.bind(handle);
      handle.sync = () => {
        done.push(`sync ${basename(String(args[0]))}`);
        return sync();
      };
      return handle;
    });
    jest.spyOn(fs, 'rename').mockImplementation((from, to) => {
      done.push(`rename to ${basename(String(to))}`);
      return rename(from, to);
    });
    const file = join(dir, 'pulls.json');
    await writeJson(file, { lastNumber: 1 });
    expect(done).toEqual([
      'sync pulls.json.new',
      'rename to pulls.json',
      `sync ${basename(dir)}`,
    ]);
    expect(await readJson(file, undefined)).toEqual({ lastNumber: 1 });
    expect(readdirSync(dir)).toEqual(['pulls.json']);
  });
});
