import { ClaimKind, FileIssue } from '@illm-lab/plugin-hub-common';
import { claimPath, DEFINITIONS_NAMESPACE } from './apiPaths';
import { DryRun, NotAsked } from './DryRun';
import { Manifest } from './manifests';

/**
 * What the hub's API server says to a claim: new, or as a change of the one that
 * is there.
 *
 * @throws NotAsked as {@link DryRun.ask} does
 */
export async function askClaim(
  manifest: Manifest,
  options: {
    namespace: string;
    kind: Pick<ClaimKind, 'plural' | 'version'>;
    dryRun: Pick<DryRun, 'ask'>;
    signal?: AbortSignal;
  },
): Promise<FileIssue[]> {
  const { namespace, kind, dryRun, signal } = options;
  const { object } = manifest;
  const ask = (at: string) =>
    dryRun.ask(
      {
        ...manifest,
        object: { ...object, metadata: { ...object.metadata, namespace: at } },
      },
      `${claimPath(kind, at)}/${object.metadata?.name}`,
      { apply: true },
      signal,
    );
  try {
    return await ask(namespace);
  } catch (error) {
    // a team's first claim comes with its namespace, which is not there yet
    const isNew =
      error instanceof NotAsked &&
      error.message.includes(`namespaces "${namespace}" not found`);
    if (!isNew) throw error;
    return ask(DEFINITIONS_NAMESPACE);
  }
}
