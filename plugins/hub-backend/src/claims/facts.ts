import { ClaimName, ClaimPull } from '@illm-lab/plugin-hub-common';
import { Application } from '../services/argocd/application';
import { ClaimFile } from './ClaimFiles';
import { ClaimObject, conditionOf, ObjectRef, PartObject } from './objects';

/** Something that a claim is made of, as far as it can be seen. */
export interface Part {
  ref: ObjectRef;
  /** Absent when it is not on the hub, or can't be seen. */
  object?: PartObject;
  /** Why it can't be seen. */
  fault?: string;
}

/** All that is known of one claim, from the hub and from the repository. */
export interface ClaimFacts extends ClaimName {
  /** As it is on the hub. */
  object?: ClaimObject;
  /** When it was seen to be gone, and what it was. */
  gone?: { at: string; object: ClaimObject };
  /** As the repository or an open pull request defines it. */
  file?: ClaimFile;
  /** The merged pull request that removed its file. */
  removedBy?: ClaimPull;
  /** What syncs its namespace. */
  application?: Application;
  namespaceLabels: Record<string, string>;
  parts: Part[];
}

/** The composition's own condition: how far a claim is, in words. */
export const providedOf = ({ object }: Pick<ClaimFacts, 'object'>) =>
  conditionOf(object, 'Provided');

/** Whether the hub has no provider that would make the claim's resources. */
export const lacksProvider = (facts: Pick<ClaimFacts, 'object'>): boolean =>
  providedOf(facts)?.reason === 'NoProvider';

/** Whether somebody wants the claim gone, or it is. */
export const isLeaving = ({
  object,
  gone,
  parts,
}: Pick<ClaimFacts, 'object' | 'gone' | 'parts'>): boolean =>
  object
    ? object.metadata.deletionTimestamp !== undefined
    : gone !== undefined || parts.length > 0;

/** Whether an object is a Secret, which is never read. */
export const isSecret = ({ apiVersion, kind }: ObjectRef) =>
  apiVersion === 'v1' && kind === 'Secret';

/** Whether an object only keeps another one until a third is gone. */
export const isUsage = ({ apiVersion, kind }: ObjectRef) =>
  apiVersion.startsWith('protection.crossplane.io/') && kind === 'Usage';
