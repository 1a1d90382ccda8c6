import { explain } from './errors';
import { Go } from './goCommand';
import { ResolvedTool } from './resolve';

interface Download {
  Dir?: string;
  Error?: string;
}

/**
 * The folder with a module's source, at the version that the tool pins and
 * checked against its go.sum. It is Go's own, read only.
 */
export async function moduleSource(
  go: Go,
  tool: ResolvedTool,
  module: string,
): Promise<string> {
  const args = ['mod', 'download', '-json', module];
  const result = await go(args, tool.moduleDir);
  let download: Download = {};
  try {
    download = JSON.parse(result.stdout);
  } catch {
    // Go failed before it looked at the module; stderr says why.
  }
  if (result.code === 0 && download.Dir) return download.Dir;
  const stderr = [download.Error, result.stderr].filter(Boolean).join('\n');
  throw explain(`${tool.name} (source of ${module})`, { ...result, stderr });
}
