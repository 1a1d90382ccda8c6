import { copyFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Go } from './goCommand';
import { moduleSource } from './moduleSource';
import { ResolvedTool } from './resolve';
import { ManifestSpec } from './types';

/**
 * Copies a tool's YAML files (custom resource definitions, access rules) from
 * the source of its module. Kustomize's own files are left out: the hub
 * applies the rest as it is.
 */
export async function exportManifests(
  go: Go,
  tool: ResolvedTool,
  manifests: ManifestSpec,
  target: string,
): Promise<void> {
  const source = await moduleSource(go, tool, manifests.module);
  for (const { from, to, endings = [''] } of manifests.folders) {
    const folder = path.join(target, to);
    await mkdir(folder, { recursive: true });
    const files = (await readdir(path.join(source, from))).filter(
      file =>
        file.endsWith('.yaml') &&
        file !== 'kustomization.yaml' &&
        endings.some(ending => file.endsWith(ending)),
    );
    if (files.length === 0) {
      throw new Error(
        `${manifests.module} has no manifests in ${from} in the pinned version; correct the folder in the tools' catalog.`,
      );
    }
    for (const file of files) {
      await copyFile(path.join(source, from, file), path.join(folder, file));
    }
  }
}
