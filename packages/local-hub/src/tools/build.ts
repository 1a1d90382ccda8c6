import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { explain, ToolBuildError } from './errors';
import { createGo, Go } from './goCommand';
import { takeLock } from './lock';
import { exportManifests } from './manifests';
import { patchedSource } from './patchedSource';
import { Progress, WorkItem } from './progress';
import { ResolvedBinary, ResolvedTool } from './resolve';

const WORK_PREFIX = '.build-';

/** A part of a tool that is missing: a binary, or its manifests. */
export interface MissingPart extends WorkItem {
  make: (workshop: Workshop) => Promise<void>;
  isPresent: () => boolean;
}

/** Where the parts of one tool are made. */
export interface Workshop {
  go: Go;
  tool: ResolvedTool;
  /** Scratch folder in the tool's home, removed at the end. */
  workDir: string;
  /** Flags that make Go build the tool's patched source, if it has one. */
  sourceFlags: () => Promise<string[]>;
}

/** Nothing half-done is ever seen: each part appears by one rename. */
async function publish(made: string, target: string) {
  await mkdir(path.dirname(target), { recursive: true });
  await rename(made, target);
}

/** What makes one binary of a tool. */
export async function makeBinary(
  { go, tool, workDir, sourceFlags }: Workshop,
  binary: ResolvedBinary,
): Promise<void> {
  const made = path.join(workDir, binary.name);
  const flags = [
    '-mod=readonly',
    '-buildvcs=false',
    '-trimpath',
    ...(await sourceFlags()),
    `-ldflags=${binary.ldflags}`,
  ];
  const args = ['build', ...flags, '-o', made, binary.package];
  const result = await go(args, tool.moduleDir);
  if (result.code !== 0) throw explain(binary.name, result);
  await publish(made, path.join(tool.home, 'bin', binary.name));
}

/** What makes a tool's share folder. */
export async function makeManifests(workshop: Workshop): Promise<void> {
  const { go, tool, workDir } = workshop;
  if (!tool.manifests) return;
  const made = path.join(workDir, 'share');
  await exportManifests(go, tool, tool.manifests, made);
  await publish(made, path.join(tool.home, 'share'));
}

/** What a build that was killed left behind; only with the lock in hand. */
async function clearLeftovers(home: string) {
  const entries = await readdir(home);
  for (const entry of entries.filter(name => name.startsWith(WORK_PREFIX))) {
    await rm(path.join(home, entry), { recursive: true, force: true });
  }
}

/**
 * Makes the missing parts of one tool, in order. A part that fails does not
 * keep the next from being made, unless the reason holds for all.
 *
 * @returns the errors of the parts that failed
 */
export async function buildTool(options: {
  tool: ResolvedTool;
  parts: MissingPart[];
  progress: Progress;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}): Promise<Error[]> {
  const { tool, progress, env, signal } = options;
  let parts = options.parts;
  const release = await takeLock({
    home: tool.home,
    signal,
    onWait: () =>
      parts.forEach(part =>
        progress.waitingFor(part, 'another process is building it'),
      ),
    isDone: () => {
      parts.filter(part => part.isPresent()).forEach(p => progress.ready(p));
      parts = parts.filter(part => !part.isPresent());
      return parts.length === 0;
    },
  });
  if (!release) return [];

  const errors: Error[] = [];
  try {
    await clearLeftovers(tool.home);
    const workDir = await mkdtemp(path.join(tool.home, WORK_PREFIX));
    const go = createGo({ ...env, GOTMPDIR: workDir }, signal);
    let flags: Promise<string[]> | undefined;
    const { patch } = tool;
    const sourceFlags = async () => {
      if (!patch) return [];
      flags ??= patchedSource(go, tool, patch, workDir).then(file => [
        `-modfile=${file}`,
      ]);
      return flags;
    };
    try {
      for (const part of parts) {
        progress.building(part);
        try {
          await part.make({ go, tool, workDir, sourceFlags });
          progress.ready(part);
        } catch (error) {
          if (signal?.aborted) throw error;
          progress.failed(part, (error as Error).message);
          errors.push(error as Error);
          if (error instanceof ToolBuildError && error.concernsMachine) break;
        }
      }
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  } finally {
    await release();
  }
  return errors;
}
