import { tags } from '../labels/tags';
import { MANAGED, MANAGED_VERSION, ManagedKind } from '../plan/managed';
import { ManagedPart } from '../plan/Plan';
import { Manifest } from '../types';

/** Everything but `Delete`: Crossplane forgets it, the cloud keeps it. */
const KEEP = ['Observe', 'Create', 'Update', 'LateInitialize'];
/** The account that the platform's people have set up for all. */
const PROVIDER_CONFIG = { kind: 'ClusterProviderConfig', name: 'default' };

/** The provider's kind of a part. */
export const kindOf = ({ managed }: ManagedPart): ManagedKind =>
  MANAGED[managed];

/**
 * A part as an object. The tags are put on here, for all kinds of claims, so
 * that none of them can forget it.
 */
export function managedResource(
  part: ManagedPart,
  options: {
    name: string;
    labels: Record<string, string>;
    keepData: boolean;
  },
): Manifest {
  const { name, labels, keepData } = options;
  const { cloud, group, kind, taggable, connection } = kindOf(part);
  return {
    apiVersion: `${group}/${MANAGED_VERSION}`,
    kind,
    metadata: {
      name,
      labels,
      ...(part.externalName && {
        annotations: { 'crossplane.io/external-name': part.externalName },
      }),
    },
    spec: {
      forProvider: {
        ...part.forProvider,
        ...(taggable && { tags: tags(cloud, labels) }),
      },
      providerConfigRef: PROVIDER_CONFIG,
      ...(keepData && part.holdsData && { managementPolicies: KEEP }),
      ...(connection && { writeConnectionSecretToRef: { name } }),
    },
  };
}
