import { mkdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { checkout, demoTool } from './__testUtils__/checkout';
import { fakeGo } from './__testUtils__/fakeGo';
import { createGo } from './goCommand';
import { patchedSource } from './patchedSource';
import { resolveTool } from './resolve';
import { SourcePatch } from './types';

describe('patchedSource', () => {
  let place: ReturnType<typeof checkout>;
  beforeEach(() => {
    place = checkout();
    place.file('module/go.mod', 'module example.com/demo\n');
    // The module cache is read-only.
    place.file('module/main.go', 'serve(":8080")\nserve(":9090")\n', 0o444);
    place.file('module/pages/index.html', 'a page');
    place.file('module/docs/readme.md', 'not needed');
  });
  afterEach(() => place.remove());

  const lay = async (patch: Omit<SourcePatch, 'module'>) => {
    const { bin } = fakeGo(place.root, {
      download: { Dir: path.join(place.root, 'module') },
    });
    const work = path.join(place.root, 'work');
    mkdirSync(work);
    const modFile = await patchedSource(
      createGo({ PATH: bin }),
      resolveTool(demoTool, place.repoRoot, place.cacheDir),
      { module: 'example.com/demo', ...patch },
      work,
    );
    const source = path.join(path.dirname(modFile), 'source');
    return (file: string) => path.join(source, file);
  };

  it('copies what is compiled, and changes what the catalog says', async () => {
    const at = await lay({
      links: { 'unix.go': 'main.go' },
      files: { 'ui/app.html': 'ours' },
      embedded: ['pages'],
      edits: { 'main.go': { '":8080"': '"127.0.0.1:8080"' } },
    });
    const read = (file: string) => readFileSync(at(file), 'utf8');
    expect(read('main.go')).toBe('serve("127.0.0.1:8080")\nserve(":9090")\n');
    expect(read('pages/index.html')).toBe('a page');
    expect(read('ui/app.html')).toBe('ours');
    expect(readlinkSync(at('unix.go'))).toBe('main.go');
    expect(() => read('docs/readme.md')).toThrow('ENOENT');
    expect(
      readFileSync(path.join(place.root, 'module/main.go'), 'utf8'),
    ).toContain('":8080"');
  });

  it('refuses an edit that does not fit the pinned version', async () => {
    const edit = (text: string) =>
      lay({ edits: { 'main.go': { [text]: '' } } });
    await expect(edit('serve(')).rejects.toThrow(
      'main.go has "serve(" 2 times in the pinned version, not once',
    );
  });

  it('refuses an edit of a text that is gone', async () => {
    await expect(
      lay({ edits: { 'main.go': { 'listen()': '' } } }),
    ).rejects.toThrow('main.go has "listen()" 0 times');
  });
});
