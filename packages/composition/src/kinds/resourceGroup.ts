import { Input } from '../plan/Input';
import { ManagedPart, Order } from '../plan/Plan';
import { cloudName } from './cloudName';

/** Name of the part. */
export const GROUP = 'group';
const MAX_LENGTH = 90;

/** Azure wants everything in a group; a claim has one of its own. */
export const resourceGroup = <Spec>(
  input: Input<Spec>,
  holdsData = false,
): ManagedPart => ({
  managed: 'resourceGroup',
  externalName: cloudName(input, MAX_LENGTH),
  holdsData,
  forProvider: { location: input.region },
});

/** The field by which a resource says in which group it is. */
export const inGroup = <Spec>(input: Input<Spec>) => ({
  resourceGroupNameRef: { name: input.objectName(GROUP) },
});

/** Azure deletes what is in a group with it, behind the providers' back. */
export const groupLast = (until: string): Order => ({
  keep: GROUP,
  until,
  why: 'Azure deletes a resource group with everything in it',
});
