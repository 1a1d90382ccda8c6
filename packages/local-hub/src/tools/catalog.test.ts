import { existsSync } from 'node:fs';
import path from 'node:path';
import { catalog } from './catalog';
import { resolveTool } from './resolve';

const repoRoot = path.resolve(__dirname, '../../../..');

const binaries = catalog
  .map(spec => resolveTool(spec, repoRoot, '/cache'))
  .flatMap(tool => tool.binaries.map(binary => ({ tool, ...binary })));

describe('the catalog', () => {
  it.each(binaries.filter(({ tool }) => !tool.ownSources))(
    'builds $name of a module that its go.mod pins',
    ({ tool, package: name, version }) => {
      expect(tool.goMod.split(/\s+/)).toContain(name);
      expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
    },
  );

  it('saves and restores etcd with tools of its own version', () => {
    const versions = ['etcd', 'etcdctl', 'etcdutl'].map(
      wanted => binaries.find(({ name }) => name === wanted)!.version,
    );
    expect(new Set(versions).size).toBe(1);
  });

  it.each(binaries.filter(({ tool }) => tool.ownSources))(
    'builds $name of a folder that is there',
    ({ tool, package: name }) => {
      const main = path.join(tool.moduleDir, name, 'main.go');
      expect(existsSync(main)).toBe(true);
    },
  );
});
