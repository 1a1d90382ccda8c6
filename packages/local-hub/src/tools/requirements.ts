import { constants, existsSync } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { coerce, gte, rsort } from 'semver';
import { HOW_TO_GET_GO, ToolBuildError } from './errors';
import { Go } from './goCommand';
import { ResolvedTool } from './resolve';

const MIB = 1024 * 1024;

/** What `go env` tells of the installation. */
interface GoEnv {
  GOVERSION: string;
  GOTOOLCHAIN?: string;
  GOCACHE: string;
  GOMODCACHE: string;
}

async function askGo(go: Go, needed: string): Promise<GoEnv> {
  const keys = ['GOVERSION', 'GOTOOLCHAIN', 'GOCACHE', 'GOMODCACHE'];
  try {
    const { code, stdout, stderr } = await go(['env', '-json', ...keys], '/');
    if (code === 0) return JSON.parse(stdout);
    throw new Error(stderr.trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new ToolBuildError(
      'go-missing',
      `The hub's tools are built with Go ${needed} or newer, and no "go" is on PATH. ${HOW_TO_GET_GO}`,
      error,
    );
  }
}

/** An older Go may fetch the release that go.mod asks for, unless told not to. */
function checkVersion(env: GoEnv, needed: string) {
  const has = coerce(env.GOVERSION) ?? '0.0.0';
  if (gte(has, coerce(needed)!)) return;
  const fetches = gte(has, '1.21.0') && env.GOTOOLCHAIN !== 'local';
  if (fetches) return;
  throw new ToolBuildError(
    'go-too-old',
    `The hub's tools need Go ${needed} or newer; "go" on PATH is ${env.GOVERSION}. ${HOW_TO_GET_GO}`,
  );
}

async function checkSpace(dir: string, neededMiB: number) {
  let existing = dir;
  while (!existsSync(existing)) existing = path.dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  const freeMiB = Math.floor((bavail * bsize) / MIB);
  if (freeMiB >= neededMiB) return;
  throw new ToolBuildError(
    'disk',
    `Building the hub's tools needs about ${neededMiB} MiB in ${dir}; ${freeMiB} MiB are free there. Free some space, or point LAB_CACHE, GOCACHE and GOMODCACHE to a larger disk.`,
  );
}

async function checkWritable(cacheDir: string) {
  try {
    await mkdir(cacheDir, { recursive: true });
    await access(cacheDir, constants.W_OK);
  } catch (error) {
    throw new ToolBuildError(
      'cache',
      `The cache of the hub's tools cannot be written: ${
        (error as Error).message
      }. Point LAB_CACHE to a folder of yours.`,
      error,
    );
  }
}

/**
 * Checks, before anything is built, that this machine can build the tools.
 *
 * @throws ToolBuildError `go-missing`, `go-too-old`, `disk` or `cache`
 */
export async function checkRequirements(
  go: Go,
  tools: ResolvedTool[],
  cacheDir: string,
): Promise<void> {
  const [needed] = rsort(tools.map(tool => coerce(tool.go)!.version));
  const env = await askGo(go, needed);
  checkVersion(env, needed);
  await checkWritable(cacheDir);
  const neededMiB = tools.reduce((sum, tool) => sum + tool.diskMiB, 0);
  for (const dir of [cacheDir, env.GOCACHE, env.GOMODCACHE]) {
    await checkSpace(dir, neededMiB);
  }
}
