import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkout, demoTool } from './__testUtils__/checkout';
import { fakeGo } from './__testUtils__/fakeGo';
import { toolSet } from './toolSet';
import { ToolProgress, ToolSpec } from './types';

let place: ReturnType<typeof checkout>;
beforeEach(() => {
  place = checkout();
});
afterEach(() => place.remove());

function setup(
  go: Parameters<typeof fakeGo>[1] = {},
  options: { tool?: Partial<ToolSpec>; env?: NodeJS.ProcessEnv } = {},
) {
  const fake = fakeGo(place.root, go);
  const make = (tool: Partial<ToolSpec> = {}) =>
    toolSet({
      repoRoot: place.repoRoot,
      cacheDir: place.cacheDir,
      env: { PATH: fake.bin, ...options.env },
      tools: [{ ...demoTool, ...options.tool, ...tool }],
    });
  return { ...fake, make, set: make() };
}

const FIRST = 'example.com/demo/first';
const SECOND = 'example.com/demo/second';

const filesIn = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(dir, path.join(entry.parentPath, entry.name)));

const leftovers = () =>
  filesIn(place.cacheDir).filter(
    file => !/^tools\/demo-[0-9a-f]{12}\/bin\/(first|second)$/.test(file),
  );

const isAlive = (pid: number) => {
  try {
    // A zombie is dead, though it still has its number.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

describe('a tool set', () => {
  it('builds what is missing, in order and with progress, once', async () => {
    const { set, make, asked } = setup();
    expect(set.status()).toEqual([
      { tool: 'demo', binary: 'first', version: 'v1.35.4', state: 'missing' },
      { tool: 'demo', binary: 'second', version: 'v1.35.4', state: 'missing' },
    ]);
    expect(() => set.path('first')).toThrow(
      'first of demo v1.35.4 is not built yet; "./lab up" builds it',
    );

    const events: ToolProgress[] = [];
    await set.ensure({ onProgress: event => events.push(event) });

    expect(asked()).toEqual([`build ${FIRST}`, `build ${SECOND}`]);
    expect(readFileSync(set.path('first'), 'utf8')).toContain(
      '-s -w -X example.com/demo.full=v1.35.4 -X example.com/demo.short=1.35.4/1/35',
    );
    expect(set.status()[1]).toEqual({
      tool: 'demo',
      binary: 'second',
      version: 'v1.35.4',
      state: 'ready',
      source: 'cache',
      path: set.path('second'),
    });
    expect(leftovers()).toEqual([]);
    expect(events[0]).toMatchObject({ binary: 'first', etaSeconds: 30 });
    expect(events[1]).toMatchObject({ binary: 'second', etaSeconds: 40 });
    const states = events.map(it => `${it.binary} ${it.state}`);
    expect(states.filter((it, at) => states.indexOf(it) === at)).toEqual([
      'first queued',
      'second queued',
      'first building',
      'first ready',
      'second building',
      'second ready',
    ]);

    const again: ToolProgress[] = [];
    await make().ensure({ onProgress: event => again.push(event) });
    expect(again.map(it => it.state)).toEqual(['ready', 'ready']);
    expect(asked()).toHaveLength(2);
  });

  it('builds only what is asked for, and refuses a name it does not know', async () => {
    const { set, asked } = setup();
    await set.ensure({ only: ['second'] });
    expect(asked()).toEqual([`build ${SECOND}`]);
    await expect(set.ensure({ only: ['third'] })).rejects.toThrow('third');
    expect(() => set.path('third')).toThrow('there are first, second');
    expect(() => set.share('demo')).toThrow('has no manifests');
  });

  it('uses another cache folder when a pin or the recipe changes, not when an estimate does', async () => {
    const { make } = setup();
    await make().ensure();
    const ready = (tool?: Partial<ToolSpec>) =>
      make(tool)
        .status()
        .every(it => it.state === 'ready');
    expect(ready({ diskMiB: 2 })).toBe(true);
    const [first, second] = demoTool.binaries;
    expect(ready({ binaries: [{ ...first, coldSeconds: 9 }, second] })).toBe(
      true,
    );
    expect(ready({ binaries: [{ ...first, linkVariables: {} }, second] })).toBe(
      false,
    );
    place.file('repo/tools/demo/go.sum', 'example.com/demo v1.35.4 h1:abd=\n');
    expect(ready()).toBe(false);
  });

  it("covers the sources of the lab's own tools, less their tests", () => {
    const { make } = setup({}, { tool: { ownSources: true } });
    const version = () => make().status()[0].version;
    const own = (spec: ToolSpec): ToolSpec => ({
      ...spec,
      ownSources: true,
      binaries: [{ name: 'first', package: './cmd/first', coldSeconds: 1 }],
    });
    const home = () => {
      const [tool] = make(own(demoTool)).status();
      return tool.version;
    };
    expect(version()).toBe('v1.35.4');
    const before = home();
    place.file('repo/tools/demo/main_test.go', 'package main\n');
    expect(home()).toBe(before);
    place.file('repo/tools/demo/main.go', 'package main\n');
    expect(home()).not.toBe(before);
  });

  it('goes on after a binary that does not build, and says why it did not', async () => {
    const { set, asked } = setup({
      builds: { [FIRST]: { stderr: './main.go:3:1: undefined: x' } },
    });
    const events: ToolProgress[] = [];
    await expect(
      set.ensure({ onProgress: event => events.push(event) }),
    ).rejects.toMatchObject({
      name: 'ToolBuildError',
      reason: 'compile',
      message: expect.stringContaining('first: go ended with exit status 1'),
    });
    expect(asked()).toEqual([`build ${FIRST}`, `build ${SECOND}`]);
    expect(set.status().map(it => it.state)).toEqual(['missing', 'ready']);
    expect(events).toContainEqual(
      expect.objectContaining({
        binary: 'first',
        state: 'failed',
        message: expect.stringContaining('undefined: x'),
      }),
    );
    expect(leftovers()).toEqual([]);
  });

  it('reports every binary that failed', async () => {
    const refused = (module: string) => ({
      stderr: `main.go:2:8: ${module}: reading https://proxy.example/x.zip: 403 Forbidden`,
    });
    const { set } = setup({
      builds: {
        [FIRST]: refused('example.com/A/one@v1.0.0'),
        [SECOND]: refused('example.com/two@v2.0.0'),
      },
    });
    const error = await set.ensure().catch(e => e);
    expect(error).toBeInstanceOf(AggregateError);
    expect(error.message).toContain('download example.com/A/one@v1.0.0');
    expect(error.message).toContain('download example.com/two@v2.0.0');
  });

  it('ends the compiler on abort, leaves nothing half-done, and can go on', async () => {
    const { set, asked } = setup({ builds: { [FIRST]: { hang: true } } });
    const stop = new AbortController();
    const events: ToolProgress[] = [];
    const done = set.ensure({
      signal: stop.signal,
      onProgress: event => events.push(event),
    });
    const ended = done.catch(error => error);
    const pids = () =>
      asked()
        .filter(line => line.startsWith('pid '))
        .map(line => Number(line.slice(4)));
    while (pids().length < 2) await sleep(20);
    expect(pids().map(isAlive)).toEqual([true, true]);
    stop.abort(new Error('enough'));
    expect(await ended).toMatchObject({ message: 'enough' });

    expect(pids().map(isAlive)).toEqual([false, false]);
    expect(filesIn(place.cacheDir)).toEqual([]);
    expect(events.at(-1)).toMatchObject({
      state: 'queued',
      message: 'stopped',
    });

    const next = setup();
    await next.set.ensure();
    expect(next.set.status().every(it => it.state === 'ready')).toBe(true);
  }, 30_000);

  it('clears what a killed build left, and does not take it for a binary', async () => {
    const { set } = setup();
    await set.ensure({ only: ['first'] });
    const home = path.dirname(path.dirname(set.path('first')));
    mkdirSync(path.join(home, '.build-dead'));
    writeFileSync(path.join(home, '.build-dead', 'second'), 'half');
    expect(set.status()[1].state).toBe('missing');
    await set.ensure();
    expect(leftovers()).toEqual([]);
  });

  it('builds once when two want the same thing at once', async () => {
    const { make, asked } = setup();
    const events: ToolProgress[] = [];
    const onProgress = (event: ToolProgress) => events.push(event);
    await Promise.all([
      make().ensure({ onProgress }),
      make().ensure({ onProgress }),
    ]);
    expect(asked()).toEqual([`build ${FIRST}`, `build ${SECOND}`]);
    expect(events).toContainEqual(
      expect.objectContaining({
        state: 'queued',
        message: 'another process is building it',
      }),
    );
    expect(events.filter(it => it.state === 'ready')).toHaveLength(4);
  });

  it('refuses before it builds when Go is missing or too old, or the disk too small', async () => {
    const without = setup({}, { env: { PATH: place.root } });
    await expect(without.set.ensure()).rejects.toMatchObject({
      reason: 'go-missing',
      message: expect.stringMatching(/Go 1\.25\.5 or newer.*go\.dev\/dl/),
    });

    const old = setup({ version: 'go1.22.1', toolchain: 'local' });
    await expect(old.set.ensure()).rejects.toMatchObject({
      reason: 'go-too-old',
      message: expect.stringContaining('is go1.22.1'),
    });

    const small = setup({}, { tool: { diskMiB: 1e12 } });
    await expect(small.set.ensure()).rejects.toMatchObject({
      reason: 'disk',
      message: expect.stringMatching(/1000000000000 MiB.*\d+ MiB are free/),
    });
    expect(small.asked()).toEqual([]);

    // An older Go that may fetch the right one is no reason to refuse.
    await setup({ version: 'go1.22.1' }).set.ensure();
  });

  it('stops at once when the disk is full', async () => {
    const { set, asked } = setup({
      builds: { [FIRST]: { stderr: 'write /x: no space left on device' } },
    });
    await expect(set.ensure()).rejects.toMatchObject({ reason: 'disk' });
    expect(asked()).toEqual([`build ${FIRST}`]);
  });

  it('takes a binary of the pinned version from LAB_TOOLS or PATH, no other', async () => {
    const script = (version: string) => `#!/bin/sh\necho "first: ${version}"\n`;
    const wrong = place.file('tools/first', script('v1.35.3'), 0o755);
    const right = place.file('path/first', script('v1.35.4'), 0o755);
    // The recipe has no way to ask "second" for its version.
    place.file('path/second', script('v1.35.4'), 0o755);
    const { make, asked, set } = setup(
      {},
      {
        env: {
          PATH: `${place.root}/go-bin:${place.root}/path:${process.env.PATH}`,
          LAB_TOOLS: path.dirname(wrong),
        },
      },
    );
    expect(set.status()).toMatchObject([
      { state: 'ready', source: 'PATH', path: right },
      { state: 'missing' },
    ]);
    await set.ensure();
    expect(asked()).toEqual([`build ${SECOND}`]);
    place.file('tools/first', script('v1.35.4+build'), 0o755);
    expect(make().status()[0]).toMatchObject({
      source: 'LAB_TOOLS',
      path: wrong,
    });
  });

  it('takes no binary for one that is built from edited sources', () => {
    const script = (version: string) => `#!/bin/sh\necho "first: ${version}"\n`;
    const file = place.file('tools/first', script('v1.35.4'), 0o755);
    const env = { LAB_TOOLS: path.dirname(file) };
    const [binary, second] = demoTool.binaries;
    const tool = { binaries: [{ ...binary, mark: '+ours' }, second] };
    expect(setup({}, { env, tool }).set.status()[0].state).toBe('missing');
    place.file('tools/first', script('v1.35.4+ours'), 0o755);
    expect(setup({}, { env, tool }).set.status()[0]).toMatchObject({
      state: 'ready',
      path: file,
    });
  });

  it('refuses a cache or a LAB_TOOLS that is no folder', async () => {
    const file = place.file('cache', 'a file');
    await expect(setup().set.ensure()).rejects.toMatchObject({
      reason: 'cache',
      message: expect.stringMatching(/cache'?\. Point LAB_CACHE/),
    });
    expect(() => setup({}, { env: { LAB_TOOLS: file } })).toThrow(
      /LAB_TOOLS is .*cache, which is no folder/,
    );
  });

  it('says which folder is broken when a pin is missing', () => {
    place.file('repo/tools/demo/go.mod', 'module demo\n\ngo 1.25.5\n');
    expect(() => setup()).toThrow(
      /tools\/demo pins: go\.mod does not require example\.com\/demo/,
    );
  });
});

describe('a tool whose module needs more than the proxy serves', () => {
  const module = 'example.com/demo';

  it('is built from a copy with what is missing, and ships its manifests', async () => {
    place.file('module/go.mod', 'module example.com/demo\n');
    place.file('module/os/signal_darwin.go', 'package os\n');
    place.file('module/docs/readme.md', 'not needed\n');
    const crd = place.file('module/manifests/crds/a.yaml', 'kind: A\n');
    place.file('module/manifests/crds/kustomization.yaml', 'kind: K\n');
    const { set, asked } = setup(
      { download: { Dir: path.join(place.root, 'module') } },
      {
        tool: {
          manifests: {
            module,
            folders: [{ from: 'manifests/crds', to: 'crds' }],
          },
          patch: {
            module,
            links: { 'os/signal_linux.go': 'signal_darwin.go' },
            files: { 'ui/index.html': 'page' },
          },
        },
      },
    );
    expect(() => set.share('demo')).toThrow('is not built yet');
    await set.ensure();

    const crds = path.join(set.share('demo'), 'crds');
    expect(readdirSync(crds)).toEqual(['a.yaml']);
    expect(readFileSync(path.join(crds, 'a.yaml'))).toEqual(readFileSync(crd));
    const record = asked().join('\n');
    expect(record).toContain(`download ${module}`);
    expect(record).toMatch(
      /require example\.com\/demo v1\.35\.4\nreplace example\.com\/demo => ".*\/\.build-\w+\/module\/source"/,
    );
    expect(filesIn(path.join(place.root, 'module'))).not.toContain(
      'os/signal_linux.go',
    );
  });

  it('names the module when the proxy refuses it', async () => {
    const { set } = setup(
      {
        download: {
          Error: `${module}@v1.35.4: reading https://me:secret@proxy.example/: 404 Not Found`,
        },
      },
      {
        tool: {
          patch: { module, links: {}, files: {} },
        },
      },
    );
    const error: Error = await set.ensure({ only: ['first'] }).catch(e => e);
    expect(error).toMatchObject({ reason: 'network' });
    expect(error.message).toContain(
      'could not download example.com/demo@v1.35.4',
    );
    expect(error.message).toContain('LAB_TOOLS');
    expect(error.message).not.toContain('secret');
  });
});
