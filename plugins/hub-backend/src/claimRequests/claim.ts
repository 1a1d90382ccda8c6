import { KubernetesObject } from '@illm-lab/plugin-hub-node';

/** A claim as it stands in its file. */
export interface Claim extends KubernetesObject {
  metadata: KubernetesObject['metadata'] & { namespace: string };
  spec: Record<string, unknown>;
}
