import { KubeObject } from '../kube/types';

/** A condition as Kubernetes writes it. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

/** Kind and name of an object in the same namespace. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  name: string;
}

/** A claim: a namespaced composite of Crossplane. */
export interface ClaimObject extends KubeObject {
  apiVersion?: string;
  kind?: string;
  spec?: Record<string, unknown> & {
    crossplane?: { resourceRefs?: ObjectRef[] };
  };
  status?: {
    conditions?: Condition[];
    endpoint?: string;
    connectionSecret?: string;
    connectionKeys?: string[];
  };
}

/** An object that a claim is made of. */
export interface PartObject extends KubeObject {
  metadata: KubeObject['metadata'] & {
    ownerReferences?: (Omit<ObjectRef, 'name'> & {
      name: string;
      controller?: boolean;
    })[];
  };
  spec?: {
    managementPolicies?: string[];
    /** Of a Usage. */
    of?: UsageSide;
    by?: UsageSide;
    reason?: string;
  };
  status?: { conditions?: Condition[] };
}

interface UsageSide {
  apiVersion: string;
  kind: string;
  resourceRef?: { name: string };
}

/** A definition of a kind of claims. */
export interface ClaimDefinition extends KubeObject {
  spec: {
    group: string;
    names: { kind: string; plural: string };
    versions: { name: string; referenceable?: boolean }[];
  };
}

/** An event of Kubernetes. */
export interface EventObject extends KubeObject {
  involvedObject: { kind: string; name: string; apiVersion?: string };
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

/** A condition of an object; undefined while nobody has written it. */
export const conditionOf = (
  object: { status?: { conditions?: Condition[] } } | undefined,
  type: string,
): Condition | undefined =>
  object?.status?.conditions?.find(condition => condition.type === type);

/** Tells objects of a namespace apart. */
export const idOf = ({ apiVersion, kind, name }: ObjectRef) =>
  `${apiVersion}/${kind}/${name}`;

/** A part as it is kept: without what nobody reads. */
export function leanPart({ metadata, spec, status }: PartObject): PartObject {
  return {
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      uid: metadata.uid,
      creationTimestamp: metadata.creationTimestamp,
      deletionTimestamp: metadata.deletionTimestamp,
      annotations: metadata.annotations,
      ownerReferences: metadata.ownerReferences,
    },
    spec: spec && {
      managementPolicies: spec.managementPolicies,
      of: spec.of,
      by: spec.by,
      reason: spec.reason,
    },
    status: { conditions: status?.conditions },
  };
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A claim as it is kept. */
export function leanClaim(claim: ClaimObject): ClaimObject {
  const { metadata, spec, status } = claim;
  const { [LAST_APPLIED]: _, ...annotations } = metadata.annotations ?? {};
  return {
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      uid: metadata.uid,
      creationTimestamp: metadata.creationTimestamp,
      deletionTimestamp: metadata.deletionTimestamp,
      labels: metadata.labels,
      annotations,
    },
    spec,
    status,
  };
}
