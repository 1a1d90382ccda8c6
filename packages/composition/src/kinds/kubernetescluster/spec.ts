import { Size } from '../../clouds';
import { CommonSpec, Input } from '../../plan/Input';
import { ClaimError } from '../../types';

/** `spec` of a KubernetesCluster; its XRD says what each field is for. */
export interface KubernetesClusterSpec extends CommonSpec {
  nodes: number;
  size: Size;
  /** Such as `1.35`; left out: the cloud's own default. */
  version?: string;
}

/** What the connection Secret says; undefined before it is known. */
export const connection = (kubeconfig: string | undefined) =>
  kubeconfig === undefined ? undefined : { kubeconfig };

/**
 * A setting of the hub without which there can be no cluster.
 *
 * @throws ClaimError that names it
 */
export function required<Spec extends CommonSpec>(
  { landing, spec }: Input<Spec>,
  field: string,
): string {
  const value = landing[field];
  if (!value) {
    throw new ClaimError(
      `The hub does not say where clusters go: set ${field} in EnvironmentConfig ${spec.provider} (docs/how-to/xrd-authoring.md)`,
    );
  }
  return value;
}
