import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { Ended, runCommand } from './process';

/**
 * Runs turbo in the checkout; its output goes to stderr. It is called through
 * the checkout's own yarn, which turbo wants to find on PATH.
 */
export function turbo(
  root: string,
  args: string[],
  signal?: AbortSignal,
): Promise<Ended> {
  const { yarnPath } = parse(
    readFileSync(path.join(root, '.yarnrc.yml'), 'utf8'),
  ) as { yarnPath: string };
  return runCommand(
    process.execPath,
    [path.join(root, yarnPath), 'turbo', 'run', ...args],
    {
      cwd: root,
      signal,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    },
  );
}
