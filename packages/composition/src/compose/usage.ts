import { Order } from '../plan/Plan';
import { Manifest } from '../types';

const reference = ({ apiVersion, kind, metadata }: Manifest) => ({
  apiVersion,
  kind,
  resourceRef: { name: metadata.name },
});

/**
 * Keeps an object until another is gone. Once it is, Crossplane tries the
 * deletion again that it had refused.
 */
export const usage = (
  order: Order,
  options: {
    name: string;
    labels: Record<string, string>;
    keep: Manifest;
    until: Manifest;
  },
): Manifest => ({
  apiVersion: 'protection.crossplane.io/v1beta1',
  kind: 'Usage',
  metadata: { name: options.name, labels: options.labels },
  spec: {
    of: reference(options.keep),
    by: reference(options.until),
    reason: order.why,
    replayDeletion: true,
  },
});
