import { homedir } from 'node:os';
import path from 'node:path';
import { buildTool } from './build';
import { catalog } from './catalog';
import { ToolBuildError } from './errors';
import { createGo } from './goCommand';
import { createLocator } from './locate';
import { MANIFESTS, partsOf } from './parts';
import { Progress } from './progress';
import { keepDays, markUsed, pruneTools } from './prune';
import { checkRequirements } from './requirements';
import { resolveTool } from './resolve';
import { ToolProgress, ToolSpec, ToolStatus } from './types';

/** What to build, and whom to tell. */
export interface EnsureOptions {
  /** Ends the build; the promise is then rejected with its reason. */
  signal?: AbortSignal;
  onProgress?: (progress: ToolProgress) => void;
  /** Names of tools or binaries; everything when left out. */
  only?: string[];
}

/** The pinned tools of one checkout. */
export interface ToolSet {
  /** What can be used now, in build order. Runs foreign binaries to ask their version. */
  status(): ToolStatus[];
  /**
   * Builds what is missing, in order. Everything that can be built is, even
   * when something else fails.
   *
   * @throws ToolBuildError with the remedy, or AggregateError of several
   */
  ensure(options?: EnsureOptions): Promise<void>;
  /** Absolute path of a binary. Throws when it is unknown or not built yet. */
  path(binary: string): string;
  /** Folder of a binary, also while it is not built yet. Throws when it is unknown. */
  folder(binary: string): string;
  /** Folder with a tool's manifests (`crds`, `rbac`, …). Throws as `path` does. */
  share(tool: string): string;
  /** Says that this checkout uses its tools, which keeps them in the cache. */
  use(): Promise<void>;
  /**
   * Removes tools of other versions from the cache that no checkout has used for
   * `LAB_CACHE_DAYS` (30), and that nothing runs.
   *
   * @returns what is gone
   * @throws when `LAB_CACHE_DAYS` is no number
   */
  prune(): Promise<string[]>;
}

/** The cache's folder: `LAB_CACHE`, else `illm-lab` in the user's cache folder. */
export function defaultCacheDir(env: NodeJS.ProcessEnv): string {
  if (env.LAB_CACHE) return path.resolve(env.LAB_CACHE);
  const base = env.XDG_CACHE_HOME || path.join(env.HOME || homedir(), '.cache');
  return path.join(base, 'illm-lab');
}

/**
 * The tools that a checkout pins, found or built. Versions and sources are
 * read once, here; make another set after they changed.
 *
 * @throws when a tool's go.mod or go.sum is missing or does not fit
 */
export function toolSet(options: {
  repoRoot: string;
  cacheDir?: string;
  env?: NodeJS.ProcessEnv;
  /** Other tools than the project's, for tests. */
  tools?: readonly ToolSpec[];
}): ToolSet {
  const { repoRoot, env = process.env, tools = catalog } = options;
  const cacheDir = options.cacheDir ?? defaultCacheDir(env);
  const locate = createLocator(env);
  const resolved = tools.map(spec => resolveTool(spec, repoRoot, cacheDir));

  const parts = resolved.flatMap(tool => partsOf(tool, locate));

  const find = (tool: string | undefined, binary: string) => {
    const part = parts.find(
      it => it.binary === binary && (tool === undefined || it.tool === tool),
    );
    if (!part) {
      throw new Error(
        tool
          ? `The tool ${tool} has no manifests.`
          : `There is no tool binary ${binary}; there are ${parts
              .filter(it => it.binary !== MANIFESTS)
              .map(it => it.binary)
              .join(', ')}.`,
      );
    }
    const located = part.locate();
    if (located?.path) return located.path;
    throw new Error(
      `${binary} of ${part.tool} ${part.version} is not built yet; "./lab up" builds it, "./lab status" shows how far it is.`,
    );
  };

  const select = (only?: string[]) => {
    const unknown = only?.find(
      name => !parts.some(it => it.tool === name || it.binary === name),
    );
    if (unknown) {
      throw new Error(`There is no tool or tool binary ${unknown}.`);
    }
    return parts.filter(
      it => !only || only.includes(it.tool) || only.includes(it.binary),
    );
  };

  return {
    path: binary => find(undefined, binary),
    folder: binary => {
      const [part] = select([binary]);
      const { path: file } = part.locate() ?? {};
      return file ? path.dirname(file) : path.join(part.of.home, 'bin');
    },
    share: tool => find(tool, MANIFESTS),
    use: () => markUsed(resolved.map(({ home }) => home)),
    prune: () =>
      pruneTools({
        cacheDir,
        homes: resolved.map(({ home }) => home),
        days: keepDays(env),
      }),

    status: () =>
      parts.map(({ tool, binary, version, locate: where }) => {
        const located = where();
        const state = located ? ('ready' as const) : ('missing' as const);
        return { tool, binary, version, state, ...located };
      }),

    async ensure({ signal, onProgress = () => {}, only } = {}) {
      const wanted = select(only);
      const missing = wanted.filter(part => !part.isPresent());
      for (const { tool, binary } of wanted.filter(p => !missing.includes(p))) {
        onProgress({ tool, binary, state: 'ready', etaSeconds: 0 });
      }
      if (missing.length === 0) return;

      const homes = resolved.filter(tool => missing.some(p => p.of === tool));
      const progress = new Progress(missing, onProgress);
      const errors: Error[] = [];
      try {
        await checkRequirements(createGo(env, signal), homes, cacheDir);
        for (const tool of homes) {
          const toBuild = missing.filter(part => part.of === tool);
          const failed = await buildTool({
            tool,
            parts: toBuild,
            progress,
            env,
            signal,
          });
          errors.push(...failed);
          const fatal = failed.find(
            error => error instanceof ToolBuildError && error.concernsMachine,
          );
          if (fatal) throw fatal;
        }
      } catch (error) {
        const message = signal?.aborted ? 'stopped' : (error as Error).message;
        progress.cancelled(message);
        throw error;
      }
      if (errors.length === 1) throw errors[0];
      if (errors.length > 1) {
        throw new AggregateError(
          errors,
          errors.map(error => error.message).join('\n\n'),
        );
      }
    },
  };
}
