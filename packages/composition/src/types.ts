/** A Kubernetes object with whatever its kind adds. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** What is used of an object's metadata. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** A condition of a resource, as all of Crossplane's kinds write it. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

/** A composed resource as the cluster has it. */
export interface Observed {
  resource: Manifest;
  /** What its connection Secret holds, decoded. */
  connection: Record<string, string>;
}

/** What the function is asked: a claim, and what there is already. */
export interface Request {
  claim: Manifest;
  /** Composed resources by the name that the function gave them. */
  observed: Record<string, Observed>;
  /**
   * What the function asked for (see {@link Response.needs}), by the name that
   * it was asked by; undefined before Crossplane has looked.
   */
  found: Record<string, Manifest[] | undefined>;
}

/** An object that the function wants to read. */
export interface Need {
  apiVersion: string;
  kind: string;
  name?: string;
  labels?: Record<string, string>;
}

/** A resource that the claim is made of. */
export interface Desired {
  resource: Manifest;
  ready: boolean;
}

/** What the function answers. */
export interface Response {
  /** Composed resources by name. */
  resources: Record<string, Desired>;
  /** What to write into the claim's status. */
  status: Record<string, unknown>;
  conditions: Condition[];
  needs: Record<string, Need>;
}

/** A claim that can't be composed, in words for who wrote it. */
export class ClaimError extends Error {
  readonly name = 'ClaimError';
}
