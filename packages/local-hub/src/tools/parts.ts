import { existsSync } from 'node:fs';
import path from 'node:path';
import { makeBinary, makeManifests, MissingPart } from './build';
import { Locator } from './locate';
import { ResolvedTool } from './resolve';
import { ToolStatus } from './types';

/** Name of the part that stands for the files a tool ships. */
export const MANIFESTS = 'manifests';
/** Copying files takes no time worth naming. */
const MANIFESTS_SECONDS = 1;

/** A binary of a tool, or its manifests. */
export interface Part extends MissingPart {
  /** The tool it is of. */
  of: ResolvedTool;
  version: string;
  locate: () => Pick<ToolStatus, 'path' | 'source'> | undefined;
}

function manifestsOf(tool: ResolvedTool): Part {
  const share = path.join(tool.home, 'share');
  return {
    tool: tool.name,
    of: tool,
    binary: MANIFESTS,
    version: tool.binaries[0].version,
    estimatedSeconds: MANIFESTS_SECONDS,
    make: makeManifests,
    isPresent: () => existsSync(share),
    locate: () =>
      existsSync(share) ? { path: share, source: 'cache' } : undefined,
  };
}

/** The parts of a tool, in build order. */
export function partsOf(tool: ResolvedTool, locate: Locator): Part[] {
  const binaries = tool.binaries.map(
    (binary): Part => ({
      tool: tool.name,
      of: tool,
      binary: binary.name,
      version: binary.version,
      estimatedSeconds: binary.coldSeconds,
      make: workshop => makeBinary(workshop, binary),
      isPresent: () => locate(tool, binary) !== undefined,
      locate: () => locate(tool, binary),
    }),
  );
  return tool.manifests ? [manifestsOf(tool), ...binaries] : binaries;
}
