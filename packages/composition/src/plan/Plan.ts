import { Manifest } from '../types';
import { ManagedName } from './managed';

/** A provider's resource that a claim needs. */
export interface ManagedPart {
  managed: ManagedName;
  forProvider: Record<string, unknown>;
  /**
   * Name in the cloud, where the name of the object won't do: globally unique
   * or with other characters.
   */
  externalName?: string;
  /** Holds people's data: stays when the claim says `onDelete: retain`. */
  holdsData?: boolean;
}

/** An object of Kubernetes' own that a claim needs. */
export interface ObjectPart {
  object: Omit<Manifest, 'metadata'> & {
    metadata?: { annotations?: Record<string, string> };
  };
  /** Whether the object as it is does its work; at once unless told. */
  isReady?: (object: Manifest) => boolean;
}

/** A resource that a claim needs. */
export type Part = ManagedPart | ObjectPart;

/** Order of deletion: the first goes only after the second. */
export interface Order {
  /** The part that stays until the other is gone. */
  keep: string;
  until: string;
  why: string;
}

/** What a claim is made of at one cloud. */
export interface Plan {
  /** Parts by name, which is also the ending of the objects' names. */
  parts: Record<string, Part>;
  order: Order[];
  /** Where it answers, once that is known. */
  endpoint?: string;
  /**
   * What the connection Secret says; undefined while a value is missing. A
   * claim's Secret is made when it is whole.
   */
  connection?: Record<string, string>;
}
