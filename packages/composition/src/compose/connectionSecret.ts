import { Manifest, Observed } from '../types';

/** The part that is the claim's connection Secret. */
export const CONNECTION = 'connection';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/**
 * The claim's connection Secret. What it said stays while a value is missing
 * for a moment; before all are known there is none.
 */
export function connectionSecret(
  connection: Record<string, string> | undefined,
  options: {
    name: string;
    labels: Record<string, string>;
    observed: Observed | undefined;
  },
): Manifest | undefined {
  const data = connection
    ? Object.fromEntries(
        Object.entries(connection).map(([key, value]) => [key, base64(value)]),
      )
    : (options.observed?.resource.data as Record<string, string> | undefined);
  return (
    data && {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: options.name, labels: options.labels },
      type: 'Opaque',
      data,
    }
  );
}
