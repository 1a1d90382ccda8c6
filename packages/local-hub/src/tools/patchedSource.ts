import {
  copyFile,
  mkdir,
  readdir,
  realpath,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { Go } from './goCommand';
import { moduleSource } from './moduleSource';
import { ResolvedTool } from './resolve';
import { SourcePatch } from './types';

/** Copies the Go files and what they embed by name; nothing stays read-only. */
async function copySource(from: string, to: string) {
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source));
    // Parents are listed before what is in them.
    if (entry.isDirectory()) await mkdir(target, { recursive: true });
    else if (entry.name.endsWith('.go')) await copyFile(source, target);
  }
  await copyFile(path.join(from, 'go.mod'), path.join(to, 'go.mod'));
}

/**
 * Lays out a module's source with what the proxy's copy of it lacks, and a
 * go.mod beside it that builds the tool with that source.
 *
 * @returns the path of that go.mod, for `-modfile`
 */
export async function patchedSource(
  go: Go,
  tool: ResolvedTool,
  patch: SourcePatch,
  workDir: string,
): Promise<string> {
  const original = await moduleSource(go, tool, patch.module);
  const root = path.join(await realpath(workDir), 'module');
  const source = path.join(root, 'source');
  await copySource(original, source);
  for (const [link, target] of Object.entries(patch.links)) {
    await symlink(target, path.join(source, link));
  }
  for (const [file, content] of Object.entries(patch.files)) {
    await mkdir(path.dirname(path.join(source, file)), { recursive: true });
    await writeFile(path.join(source, file), content);
  }
  const modFile = path.join(root, 'go.mod');
  await writeFile(
    modFile,
    `${tool.goMod}\nreplace ${patch.module} => ${JSON.stringify(source)}\n`,
  );
  await copyFile(
    path.join(tool.moduleDir, 'go.sum'),
    path.join(root, 'go.sum'),
  );
  return modFile;
}
