import { NodeTalos, VersionCheck } from '@illm-lab/plugin-hub-common';
import { compare, valid } from 'semver';

/** What the repository says should run on Talos machines. */
export interface DeclaredVersions {
  talos: string | null;
  kubernetes: string | null;
}

/** Nothing is declared, or it could not be read. */
export const UNDECLARED: DeclaredVersions = { talos: null, kubernetes: null };

/**
 * Below 0 when the first is older, as semver orders them: a pre-release is older
 * than its release, and what was added by a build (`+k3s1`) is no matter.
 * Undefined when one is no version.
 */
export function compareVersions(a: string, b: string): number | undefined {
  return valid(a) && valid(b) ? compare(a, b) : undefined;
}

/** One version beside the declared one. */
export function checkVersion(
  part: VersionCheck['part'],
  running: string | null,
  declared: string | null,
): VersionCheck {
  return { part, running, declared, state: stateOf(running, declared) };
}

function stateOf(running: string | null, declared: string | null) {
  if (!running) return 'unknown';
  if (!declared) return 'undeclared';
  const order = compareVersions(running, declared);
  if (order === undefined) return 'unknown';
  if (order === 0) return 'current';
  return order < 0 ? 'due' : 'ahead';
}

/**
 * What runs on a node. Only for Talos machines is something declared: a machine
 * of another kind, and a stand-in that has no Talos, has nothing to be due.
 */
export function nodeVersions(
  kubeletVersion: string | undefined,
  talos: NodeTalos | null,
  declared: DeclaredVersions,
): VersionCheck[] {
  const tag = talos?.version?.tag || null;
  const wanted = tag ? declared : UNDECLARED;
  return [
    ...(tag ? [checkVersion('Talos', tag, wanted.talos)] : []),
    ...(kubeletVersion
      ? [checkVersion('Kubernetes', kubeletVersion, wanted.kubernetes)]
      : []),
  ];
}

/**
 * How far a cluster's upgrade is, in a sentence; nothing when all of it runs
 * what is declared, or nothing is declared.
 */
export function upgradeSentence(
  nodes: { name: string; versions: VersionCheck[] }[],
): string | undefined {
  for (const part of ['Talos', 'Kubernetes'] as const) {
    const checks = nodes.flatMap(({ name, versions }) =>
      versions.filter(one => one.part === part).map(one => ({ ...one, name })),
    );
    const due = checks.filter(({ state }) => state === 'due');
    const done = checks.filter(({ state }) => state === 'current');
    if (due.length > 0) {
      const [{ running, declared }] = due;
      return done.length > 0
        ? `Half-upgraded: ${done.length} of ${
            checks.length
          } nodes run ${part} ${declared}, ${due
            .map(({ name, running: version }) => `${name} still ${version}`)
            .slice(0, 3)
            .join(', ')}${due.length > 3 ? ' and others' : ''}.`
        : `Upgrade due: ${part} ${running} runs, ${declared} is declared.`;
    }
  }
  return undefined;
}
