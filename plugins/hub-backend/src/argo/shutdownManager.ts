import { Workflow } from '../kube/types';

/**
 * The program that told a Workflow to stop, as the API server noted it down: such
 * as `argo` or `kubectl-patch`; null when nobody has, or it is not known.
 */
export function shutdownManager({ metadata, spec }: Workflow): string | null {
  if (!spec.shutdown) return null;
  const writer = metadata.managedFields?.find(
    ({ fieldsV1 }) => fieldsV1?.['f:spec']?.['f:shutdown'] !== undefined,
  );
  return writer?.manager ?? null;
}
