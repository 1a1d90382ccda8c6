import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { lock } from 'proper-lockfile';
import { checkout, demoTool } from './__testUtils__/checkout';
import { resolveTool } from './resolve';
import { toolSet } from './toolSet';

const LONG_AGO = new Date('2020-01-01');

describe('old tools in the cache', () => {
  let place: ReturnType<typeof checkout>;
  let own: string;
  beforeEach(() => {
    place = checkout();
    own = path.basename(
      resolveTool(demoTool, place.repoRoot, place.cacheDir).home,
    );
  });
  afterEach(() => place.remove());

  const set = (env: NodeJS.ProcessEnv = {}) =>
    toolSet({
      repoRoot: place.repoRoot,
      cacheDir: place.cacheDir,
      env: { PATH: '', ...env },
      tools: [demoTool],
    });
  /** A tool's folder that nobody has touched since. */
  const folder = (name: string, since = LONG_AGO) => {
    const home = path.join(place.cacheDir, 'tools', name);
    mkdirSync(path.join(home, 'bin'), { recursive: true });
    utimesSync(home, since, since);
    return home;
  };
  const left = () => readdirSync(path.join(place.cacheDir, 'tools')).sort();

  it('go when nobody has used them for long', async () => {
    folder('demo-old');
    folder('other-old');
    folder('demo-new', new Date());
    expect((await set().prune()).sort()).toEqual(['demo-old', 'other-old']);
    expect(left()).toEqual(['demo-new']);
  });

  it('stay when they are what this checkout pins, however old', async () => {
    folder(own);
    expect(await set({ LAB_CACHE_DAYS: '0' }).prune()).toEqual([]);
    expect(left()).toEqual([own]);
  });

  it('stay when another checkout has said that it uses them', async () => {
    folder(own);
    await set().use();
    // This checkout now pins another version; the other one's is 29 days old.
    place.file('repo/tools/demo/go.sum', 'example.com/demo v1.35.4 h1:abd=\n');
    expect(await set().prune()).toEqual([]);
    const stamp = path.join(place.cacheDir, 'tools', own, '.used');
    utimesSync(stamp, LONG_AGO, LONG_AGO);
    expect(await set().prune()).toEqual([own]);
  });

  it('stay while a program runs from them', async () => {
    const home = folder('demo-running');
    const file = path.join(home, 'bin', 'first');
    copyFileSync(process.execPath, file);
    utimesSync(home, LONG_AGO, LONG_AGO);
    const child = spawn(file, ['-e', 'process.stdin.resume(); console.log()'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    expect(await set().prune()).toEqual([]);
    child.stdin.end();
    await once(child, 'close');
    expect(await set().prune()).toEqual(['demo-running']);
  });

  it('stay while somebody builds in them', async () => {
    const home = folder('demo-building');
    const release = await lock(home, { lockfilePath: `${home}/.lock` });
    utimesSync(home, LONG_AGO, LONG_AGO);
    expect(await set().prune()).toEqual([]);
    await release();
    utimesSync(home, LONG_AGO, LONG_AGO);
    expect(await set().prune()).toEqual(['demo-building']);
  });

  it('go whole: what was cut off is taken up', async () => {
    folder('.going-demo-old', new Date());
    expect(await set().prune()).toEqual([]);
    expect(left()).toEqual([]);
  });

  it('are kept for as many days as one says', async () => {
    folder('demo-old', new Date(Date.now() - 3 * 24 * 60 * 60 * 1000));
    expect(await set({ LAB_CACHE_DAYS: '4' }).prune()).toEqual([]);
    expect(await set({ LAB_CACHE_DAYS: '2' }).prune()).toEqual(['demo-old']);
    await expect(async () =>
      set({ LAB_CACHE_DAYS: 'some' }).prune(),
    ).rejects.toThrow('LAB_CACHE_DAYS is some, which is no number of days');
  });
});
