import { NodeTalos, VersionCheck } from '@illm-lab/plugin-hub-common';

/** What the repository says should run on Talos machines. */
export interface DeclaredVersions {
  talos: string | null;
  kubernetes: string | null;
}

/** Nothing is declared, or it could not be read. */
export const UNDECLARED: DeclaredVersions = { talos: null, kubernetes: null };

/** Major, minor and patch; undefined when it is no version. */
function parts(version: string): number[] | undefined {
  const found = version.match(/^v?(\d+)\.(\d+)\.(\d+)/);
  return found?.slice(1).map(Number);
}

/** Below 0 when the first is older; undefined when one is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [parts(a), parts(b)];
  if (!left || !right) return undefined;
  const i = left.findIndex((number, at) => number !== right[at]);
  return i < 0 ? 0 : left[i] - right[i];
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
