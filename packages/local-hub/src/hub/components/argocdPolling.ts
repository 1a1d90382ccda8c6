import path from 'node:path';
import { readManifests } from '../../bootstrap/Cluster';

const SETTINGS = 'platform/hub/manifests/argocd/argocd-cm.yaml';

/** Keys of `argocd-cm` that Argo CD's own installation hands on like this. */
const VARIABLES = {
  'timeout.reconciliation': 'ARGOCD_RECONCILIATION_TIMEOUT',
  'timeout.reconciliation.jitter': 'ARGOCD_RECONCILIATION_JITTER',
};

/**
 * How often Argo CD asks Git itself. Its parts take that from their environment
 * only: the application controller for how often it compares, the repository
 * server for how long it believes what a branch points to, so that a push whose
 * webhook was lost is seen within the sum of both.
 *
 * @throws if the platform's settings lack one of them
 */
export function pollingSettings(repoRoot: string): Record<string, string> {
  const [{ data }] = readManifests(path.join(repoRoot, SETTINGS));
  const settings = data as Record<string, string | undefined>;
  return Object.fromEntries(
    Object.entries(VARIABLES).map(([key, variable]) => {
      const value = settings[key];
      if (!value) throw new Error(`${SETTINGS} lacks ${key}`);
      return [variable, value];
    }),
  );
}
