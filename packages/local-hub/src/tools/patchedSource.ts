import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { Go } from './goCommand';
import { moduleSource } from './moduleSource';
import { ResolvedTool } from './resolve';
import { SourcePatch } from './types';

/** Copies the files of a folder whose names end so, and all folders. */
async function copyFiles(from: string, to: string, ending = '') {
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source));
    // Parents are listed before what is in them.
    if (entry.isDirectory()) await mkdir(target, { recursive: true });
    else if (entry.name.endsWith(ending)) await copyFile(source, target);
  }
}

/** @throws when a text is not in the file exactly once */
async function edit(root: string, file: string, texts: Record<string, string>) {
  const target = path.join(root, file);
  let content = await readFile(target, 'utf8');
  for (const [text, replacement] of Object.entries(texts)) {
    const parts = content.split(text);
    if (parts.length !== 2) {
      throw new Error(
        `${file} has ${JSON.stringify(text)} ${
          parts.length - 1
        } times in the pinned version, not once; correct the edit in the tools' catalog.`,
      );
    }
    content = parts.join(replacement);
  }
  // A copy keeps the module cache's mode, which forbids writing.
  await rm(target);
  await writeFile(target, content);
}

/**
 * Lays out a module's source as the catalog wants it, and a go.mod beside it
 * that builds the tool with that source.
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
  await copyFiles(original, source, '.go');
  await copyFile(path.join(original, 'go.mod'), path.join(source, 'go.mod'));
  for (const folder of patch.embedded ?? []) {
    await copyFiles(path.join(original, folder), path.join(source, folder));
  }
  for (const [link, target] of Object.entries(patch.links ?? {})) {
    await symlink(target, path.join(source, link));
  }
  for (const [file, content] of Object.entries(patch.files ?? {})) {
    await mkdir(path.dirname(path.join(source, file)), { recursive: true });
    await writeFile(path.join(source, file), content);
  }
  for (const [file, texts] of Object.entries(patch.edits ?? {})) {
    await edit(source, file, texts);
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
