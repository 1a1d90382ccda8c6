import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint';
import { requiredGo, requiredVersion } from './goMod';
import { BinarySpec, ToolSpec } from './types';

/** A binary with its version and its link flags filled in. */
export interface ResolvedBinary extends BinarySpec {
  version: string;
  ldflags: string;
}

/** A tool of the catalog, as this checkout pins it. */
export interface ResolvedTool extends ToolSpec {
  binaries: ResolvedBinary[];
  /** Absolute folder of its go.mod. */
  moduleDir: string;
  /** Its folder in the cache: `<cache>/tools/<name>-<hash>`. */
  home: string;
  /** The lowest Go release that its go.mod accepts. */
  go: string;
  goMod: string;
}

function ldflags(binary: BinarySpec, version: string): string {
  const bare = version.replace(/^v/, '');
  const [major, minor] = bare.split('.');
  const values: Record<string, string> = { version, bare, major, minor };
  const variables = Object.entries(binary.linkVariables ?? {}).map(
    ([name, value]) =>
      `-X ${name}=${value.replace(/\{(\w+)\}/g, (_, key) => values[key])}`,
  );
  return ['-s', '-w', ...variables].join(' ');
}

/**
 * Reads versions and cache key of a tool from the checkout.
 *
 * @throws when its go.mod is missing or does not pin what the catalog builds
 */
export function resolveTool(
  spec: ToolSpec,
  repoRoot: string,
  cacheDir: string,
): ResolvedTool {
  const moduleDir = path.join(repoRoot, spec.dir);
  try {
    const goMod = readFileSync(path.join(moduleDir, 'go.mod'), 'utf8');
    const hash = fingerprint(moduleDir, spec);
    return {
      ...spec,
      moduleDir,
      goMod,
      go: requiredGo(goMod),
      home: path.join(cacheDir, 'tools', `${spec.name}-${hash}`),
      binaries: spec.binaries.map(binary => {
        const version = binary.versionOf
          ? requiredVersion(goMod, binary.versionOf)
          : hash;
        return { ...binary, version, ldflags: ldflags(binary, version) };
      }),
    };
  } catch (error) {
    throw new Error(
      `Cannot read what ${spec.dir} pins: ${
        error instanceof Error ? error.message : error
      } Restore the folder from Git.`,
      { cause: error },
    );
  }
}
