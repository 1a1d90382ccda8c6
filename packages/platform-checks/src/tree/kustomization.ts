import path from 'node:path';
import { parse } from 'yaml';
import { Located, Manifest, PlatformTree } from './PlatformTree';

interface Patch {
  path?: string;
  patch?: string;
  target?: { kind?: string; name?: string };
}

interface Kustomization {
  resources?: string[];
  patches?: Patch[];
  replacements?: unknown[];
}

/** A step of a JSON patch, as far as the tree uses them. */
interface Operation {
  op: string;
  path: string;
  value?: unknown;
}

const FILE = 'kustomization.yaml';

/** The kustomization of a folder. */
export const kustomization = (
  tree: PlatformTree,
  folder: string,
): Kustomization =>
  (tree.documents(`${folder}/${FILE}`)[0] ?? {}) as Kustomization;

function apply(manifest: Manifest, { op, path: pointer, value }: Operation) {
  const keys = pointer
    .slice(1)
    .split('/')
    .map(key => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const last = keys.pop()!;
  let at = manifest as Record<string, unknown>;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  if (op === 'remove') delete at[last];
  else if (last === '-') (at as unknown as unknown[]).push(value);
  else at[last] = value;
}

/**
 * The objects of a kustomization and of those that it names, with the patches
 * that name one object. It is enough to look at the tree without kustomize;
 * what kustomize makes of it is tested with kustomize.
 */
export function resolve(tree: PlatformTree, folder: string): Located[] {
  const { resources = [], patches = [] } = kustomization(tree, folder);
  let all = resources.flatMap(name => {
    const at = path.posix.join(folder, name);
    return name.endsWith('.yaml')
      ? tree.documents(at).map(manifest => ({
          file: at,
          manifest: structuredClone(manifest),
        }))
      : resolve(tree, at);
  });
  for (const { path: file, patch, target } of patches) {
    const text = patch ?? tree.files.get(path.posix.join(folder, file ?? ''));
    const content = parse(text ?? 'null');
    if (Array.isArray(content)) {
      all
        .filter(({ manifest }) => manifest.metadata?.name === target?.name)
        .forEach(({ manifest }) =>
          content.forEach(operation => apply(manifest, operation)),
        );
    } else if (content?.$patch === 'delete') {
      all = all.filter(
        ({ manifest }) =>
          manifest.kind !== content.kind ||
          manifest.metadata?.name !== content.metadata?.name,
      );
    }
  }
  return all;
}
