import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ToolSpec } from './types';

const isSource = (file: string) =>
  !file.endsWith('_test.go') &&
  !file.endsWith('.md') &&
  !file.split(path.sep).some(part => part.startsWith('.'));

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .filter(isSource)
    .sort();
}

/**
 * The cache key of a tool: changes with its go.mod, go.sum, its recipe in the
 * catalog, the platform, and for the lab's own tools with their sources. The
 * estimates of time and disk are not part of it.
 */
export function fingerprint(dir: string, spec: ToolSpec): string {
  const { diskMiB, binaries, ...rest } = spec;
  const recipe = {
    ...rest,
    binaries: binaries.map(({ coldSeconds, versionArgs, ...build }) => build),
    platform: `${process.platform}-${process.arch}`,
  };
  const hash = createHash('sha256').update(JSON.stringify(recipe));
  const files = spec.ownSources ? sourceFiles(dir) : ['go.mod', 'go.sum'];
  for (const file of files) {
    const content = readFileSync(path.join(dir, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}
