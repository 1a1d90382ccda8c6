import { Provider, Region } from '../clouds';
import { Observed } from '../types';

/** What all kinds' specs have. */
export interface CommonSpec {
  provider: Provider;
  region: Region;
}

/** What the part of a kind for one cloud is asked. */
export interface Input<Spec> {
  spec: Spec;
  /** Name of the claim, and of what people see of it in the cloud. */
  name: string;
  /** Unique in the world and the same for ever, 10 characters of a–z, 0–9. */
  id: string;
  /** The provider's name of the region. */
  region: string;
  /** Name of the object of a part. */
  objectName: (part: string) => string;
  /** The part as the cluster has it; undefined before it is made. */
  observed: (part: string) => Observed | undefined;
  /** What everything that the claim is made of is labelled with. */
  labels: Record<string, string>;
  /** Settings of the hub for this cloud, for example its subnets. */
  landing: Record<string, string>;
}

interface WithStatus {
  atProvider?: Record<string, unknown>;
}

/** What the provider says about a part, for example its address. */
export function fact<Spec>(
  input: Input<Spec>,
  part: string,
  field: string,
): string | undefined {
  const status = input.observed(part)?.resource.status as
    | WithStatus
    | undefined;
  const value = status?.atProvider?.[field];
  return typeof value === 'string' && value ? value : undefined;
}

/** A value of a part's connection Secret. */
export const detail = <Spec>(
  input: Input<Spec>,
  part: string,
  key: string,
): string | undefined => input.observed(part)?.connection[key] || undefined;

/** The values if none is missing. */
export function whole<T extends Record<string, string | undefined>>(
  values: T,
): Record<keyof T, string> | undefined {
  return Object.values(values).every(value => value !== undefined)
    ? (values as Record<keyof T, string>)
    : undefined;
}
