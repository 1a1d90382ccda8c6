import { CLAIM_GROUP, ClaimKind } from '@illm-lab/plugin-hub-common';
import { ManifestObject } from './manifests';

/** Namespace of what experiments define, on every hub. */
export const DEFINITIONS_NAMESPACE = 'experiment-definitions';

/**
 * The kinds that Argo CD's project `experiments` takes
 * (platform/hub/apps/base/experiments-project.yaml).
 */
const KINDS: Record<string, string> = {
  'v1/ConfigMap': 'configmaps',
  'v1/PersistentVolumeClaim': 'persistentvolumeclaims',
  'v1/Secret': 'secrets',
  'v1/Service': 'services',
  'v1/ServiceAccount': 'serviceaccounts',
  'apps/v1/Deployment': 'deployments',
  'apps/v1/StatefulSet': 'statefulsets',
  'batch/v1/CronJob': 'cronjobs',
  'batch/v1/Job': 'jobs',
};

/** What an experiment may define, in words. */
export const DEFINABLE = Object.keys(KINDS).map(key => key.split('/').pop());

/** Where the API server makes objects of this kind; undefined when an experiment may not define it. */
export function definitionPath(object: ManifestObject): string | undefined {
  const { apiVersion = '', kind } = object;
  const plural = KINDS[`${apiVersion}/${kind}`];
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return plural && `${root}/namespaces/${DEFINITIONS_NAMESPACE}/${plural}`;
}

/** Where the API server has claims of this kind in a namespace. */
export const claimPath = (
  { plural, version }: Pick<ClaimKind, 'plural' | 'version'>,
  namespace: string,
) => `/apis/${CLAIM_GROUP}/${version}/namespaces/${namespace}/${plural}`;
