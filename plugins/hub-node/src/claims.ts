import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** A Kubernetes object with whatever its kind adds. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** Says what a claim would be made of, without making it. */
export interface ClaimComposer {
  /**
   * The composed resources as the hub's function would first ask for them.
   *
   * @throws Error named `ClaimError` that says why the claim can't be composed
   */
  compose(claim: KubernetesObject): KubernetesObject[];
}

/** Lets a module say what claims are made of. */
export interface ClaimComposerExtensionPoint {
  setComposer(composer: ClaimComposer): void;
}

/** Extension point of the hub's composer; without one previews show the claim alone. */
export const hubClaimComposerExtensionPoint =
  createExtensionPoint<ClaimComposerExtensionPoint>({
    id: 'hub.claim-composer',
  });
