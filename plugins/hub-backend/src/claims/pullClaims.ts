import { PullClaim } from '@illm-lab/plugin-hub-common';
import { ForgeApi } from '../forge/ForgeApi';
import { ForgeChange } from '../forge/shapes';
import { namespaceOf, readClaims } from './readClaims';

const ACTIONS: Record<string, PullClaim['action']> = {
  added: 'adds',
  removed: 'removes',
};

/** What a change of a file does to the claims in it. */
export const actionOf = ({ status }: ForgeChange): PullClaim['action'] =>
  ACTIONS[status ?? ''] ?? 'changes';

/** The claims that a pull request's changes are about, by their files. */
export async function pullClaims(
  changes: ForgeChange[],
  forge: Pick<ForgeApi, 'blob'>,
  signal: AbortSignal,
): Promise<PullClaim[]> {
  const found = await Promise.all(
    changes.map(async change => {
      const namespace = namespaceOf(change.filename);
      if (!namespace || !change.sha) return [];
      const text = await forge.blob(change.sha, signal);
      return readClaims(text, namespace).map(({ kind, object }) => ({
        namespace: object.metadata.namespace ?? namespace,
        kind,
        name: object.metadata.name,
        action: actionOf(change),
      }));
    }),
  );
  return found.flat();
}
