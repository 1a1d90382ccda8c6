import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ToolSpec } from '../types';

/** A tool of two binaries, as the catalog would list it. */
export const demoTool: ToolSpec = {
  name: 'demo',
  dir: 'tools/demo',
  diskMiB: 1,
  binaries: [
    {
      name: 'first',
      package: 'example.com/demo/first',
      versionOf: 'example.com/demo',
      versionArgs: ['version'],
      linkVariables: {
        'example.com/demo.full': '{version}',
        'example.com/demo.short': '{bare}/{major}/{minor}',
      },
      coldSeconds: 30,
    },
    {
      name: 'second',
      package: 'example.com/demo/second',
      versionOf: 'example.com/demo',
      coldSeconds: 10,
    },
  ],
};

/** A checkout with `tools/demo`, and a cache folder, in a folder of its own. */
export function checkout() {
  const root = mkdtempSync(path.join(tmpdir(), 'lab-tools-'));
  const repoRoot = path.join(root, 'repo');
  const cacheDir = path.join(root, 'cache');
  const file = (name: string, content: string, mode = 0o644) => {
    const target = path.join(root, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content, { mode });
    return target;
  };
  file(
    'repo/tools/demo/go.mod',
    'module demo\n\ngo 1.25.5\n\nrequire example.com/demo v1.35.4\n',
  );
  file('repo/tools/demo/go.sum', 'example.com/demo v1.35.4 h1:abc=\n');
  return {
    root,
    repoRoot,
    cacheDir,
    file,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
