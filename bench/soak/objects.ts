import { ApiServer } from '../hub/ApiServer';
import { DAY_MS, EXACT, Figure, HOUR_MS, MINUTE_MS } from './figure';
import { Kept, Rule } from './rule';

const kept = (what: Kept, slack = 0): Rule => ({ kept: [what], slack });

/** The sweeper runs every five minutes; its last Workflows and their pods are there. */
const SWEEPER = 3;
const SWEEPER_EVENTS = 60;

/**
 * Kinds that runs make or might leave, and what retention keeps of each run.
 * `experiment-workflowtemplate.yaml` has the times of Workflows and their pods.
 */
const KINDS: [path: string, rule: Rule][] = [
  ['/api/v1/namespaces', EXACT],
  ['/api/v1/pods', kept({ perRun: 5, forMs: 11 * MINUTE_MS }, SWEEPER)],
  // Its result, seven days; the portal removes it.
  ['/api/v1/configmaps', kept({ perRun: 1, forMs: 7 * DAY_MS })],
  ['/api/v1/secrets', EXACT],
  ['/api/v1/services', EXACT],
  ['/api/v1/serviceaccounts', EXACT],
  ['/api/v1/persistentvolumes', EXACT],
  ['/api/v1/persistentvolumeclaims', EXACT],
  ['/api/v1/events', kept({ perRun: 60, forMs: HOUR_MS }, SWEEPER_EVENTS)],
  ['/apis/apps/v1/deployments', EXACT],
  ['/apis/apps/v1/replicasets', EXACT],
  ['/apis/batch/v1/jobs', EXACT],
  ['/apis/discovery.k8s.io/v1/endpointslices', EXACT],
  ['/apis/networking.k8s.io/v1/networkpolicies', EXACT],
  ['/apis/rbac.authorization.k8s.io/v1/roles', EXACT],
  ['/apis/rbac.authorization.k8s.io/v1/rolebindings', EXACT],
  ['/apis/rbac.authorization.k8s.io/v1/clusterroles', EXACT],
  ['/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', EXACT],
  [
    '/apis/argoproj.io/v1alpha1/workflows',
    kept({ perRun: 1, forMs: DAY_MS }, SWEEPER),
  ],
  ['/apis/argoproj.io/v1alpha1/workflowtaskresults', EXACT],
  ['/apis/argoproj.io/v1alpha1/workflowtemplates', EXACT],
  ['/apis/argoproj.io/v1alpha1/applications', EXACT],
  ['/apis/argoproj.io/v1alpha1/appprojects', EXACT],
  ['/apis/illm.lab/v1alpha1/experimentclusters', EXACT],
];

/** How many objects of a kind there are in all namespaces. */
async function count(api: ApiServer, path: string): Promise<number> {
  const list = await api.read<{
    items: unknown[];
    metadata: { remainingItemCount?: number };
  }>(`${path}?limit=1`);
  if (!list) throw new Error(`The API server has no ${path}`);
  return list.items.length + (list.metadata.remainingItemCount ?? 0);
}

/** Objects of a hub by kind. */
export const objectFigures = (api: ApiServer): Promise<Figure[]> =>
  Promise.all(
    KINDS.map(async ([path, rule]) => ({
      of: path.slice(path.lastIndexOf('/') + 1),
      what: 'objects',
      value: await count(api, path),
      rule,
    })),
  );
