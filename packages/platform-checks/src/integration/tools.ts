import { toolSet } from '@illm-lab/local-hub/tools';
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { REPO_ROOT } from '../root';

const exec = promisify(execFile);
const MAX_OUTPUT = 64 * 1024 * 1024;

/** What a command printed; fails with all that it said. */
export async function output(command: string, args: string[], cwd = REPO_ROOT) {
  try {
    const options = { cwd, maxBuffer: MAX_OUTPUT };
    return (await exec(command, args, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args[0]}: ${stderr ?? error}${stdout ?? ''}`);
  }
}

/** Runs a tool of the lab's cache; the suite has built it. */
export const tool = (name: string, args: string[]) =>
  output(toolSet({ repoRoot: REPO_ROOT }).path(name), args);

/** Builds a kustomization of the checkout. */
export const build = (folder: string) =>
  tool('kustomize', ['build', path.join(REPO_ROOT, folder)]);

/**
 * Builds a folder of platform/hub/apps as Argo CD does for the root
 * Application: with the annotations that it adds to all objects.
 *
 * @param changed other contents of files, by path below platform/hub/apps
 */
export async function buildApps(
  folder: string,
  annotations: Record<string, string>,
  changed: Record<string, string> = {},
): Promise<string> {
  const copy = mkdtempSync(path.join(tmpdir(), 'apps-'));
  try {
    cpSync(path.join(REPO_ROOT, 'platform/hub/apps'), copy, {
      recursive: true,
    });
    for (const [file, text] of Object.entries(changed)) {
      writeFileSync(path.join(copy, file), text);
    }
    const at = path.join(copy, folder);
    appendFileSync(
      path.join(at, 'kustomization.yaml'),
      `commonAnnotations: ${JSON.stringify(annotations)}\n`,
    );
    return await tool('kustomize', ['build', at]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * Folder of a Go module of which only the YAML is wanted; downloaded once, by
 * Go's own client.
 */
export async function moduleFolder(module: string): Promise<string> {
  const answer = await output(
    'go',
    ['mod', 'download', '-json', module],
    tmpdir(),
  );
  return JSON.parse(answer).Dir;
}
