import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import semver from 'semver';
import { catalog, resolveTool } from '../tools/pins';

/** Whose data is in a backup, and so whose version matters to a restore. */
export const VERSIONED = [
  'lab',
  'backstage',
  'etcd',
  'kubernetes',
  'argo-workflows',
  'argo-cd',
  'crossplane',
] as const;

/** Versions of what wrote the data, for example `{ etcd: 'v3.6.16' }`. */
export type Versions = Record<(typeof VERSIONED)[number], string>;

const MIGRATIONS = 'plugins/hub-backend/migrations';

const read = (repoRoot: string, file: string) =>
  JSON.parse(readFileSync(path.join(repoRoot, file), 'utf8'));

/** What this checkout runs. */
export function versionsOf(repoRoot: string): Versions {
  const pinned = (tool: string, binary: string) => {
    const spec = catalog.find(({ name }) => name === tool)!;
    const { binaries } = resolveTool(spec, repoRoot, '');
    return binaries.find(({ name }) => name === binary)!.version;
  };
  return {
    lab: read(repoRoot, 'package.json').version,
    backstage: read(repoRoot, 'backstage.json').version,
    etcd: pinned('kubernetes', 'etcd'),
    kubernetes: pinned('kubernetes', 'kube-apiserver'),
    'argo-workflows': pinned('argo-workflows', 'workflow-controller'),
    'argo-cd': pinned('argo-cd', 'argocd'),
    crossplane: pinned('crossplane', 'crossplane'),
  };
}

/** Migrations of the hub's tables that this checkout knows. */
export const migrationsOf = (repoRoot: string): string[] =>
  readdirSync(path.join(repoRoot, MIGRATIONS)).filter(name =>
    name.endsWith('.js'),
  );

/** Only from one minor release to the next do these two read what is on disk. */
const STEPWISE: readonly string[] = ['etcd', 'kubernetes'];

/**
 * Why this checkout can't take data of those versions; nothing when it can.
 * Data of an older release is brought up to date by what reads it, data of a
 * newer one is not understood.
 */
export function versionProblems(of: Versions, here: Versions): string[] {
  return VERSIONED.flatMap(name => {
    const theirs = semver.coerce(of[name]);
    const ours = semver.coerce(here[name])!;
    if (!theirs) return [`it does not say which ${name} wrote it`];
    const minors = (version: semver.SemVer) =>
      version.major * 1000 + version.minor;
    const ahead = minors(theirs) - minors(ours);
    if (ahead > 0) {
      return [
        `it is of ${name} ${of[name]}, and this checkout has ${here[name]}`,
      ];
    }
    if (STEPWISE.includes(name) && ahead < -1) {
      return [
        `it is of ${name} ${of[name]}, more than one minor release before ${here[name]}`,
      ];
    }
    return [];
  });
}
