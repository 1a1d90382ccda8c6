import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { component, secret } from './hub';

/** Clone URL of the hub's repository. */
export const repositoryUrl = () => `${component('forge').address}/illm/lab.git`;

/** Writes files below a folder, by their path in it. */
export function writeFiles(folder: string, files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/**
 * Commits a change of the main branch's files, and pushes it as a merge would.
 *
 * @param branch - branch that is made or moved on; the main branch unless told
 * @param change - changes the work tree in the folder that it is given
 * @returns the commit
 */
export function push(
  message: string,
  change: (folder: string) => void,
  branch = 'main',
): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'e2e-repository-'));
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  try {
    git('clone', '--quiet', '--depth=1', repositoryUrl(), '.');
    change(folder);
    git('add', '--all', '.');
    git(
      ...['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'],
      ...['commit', '--quiet', `--message=${message}`],
    );
    const url = new URL(repositoryUrl());
    url.username = 'e2e';
    url.password = secret('forge-token');
    git('push', '--quiet', url.href, `HEAD:${branch}`);
    return git('rev-parse', 'HEAD').toString().trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
