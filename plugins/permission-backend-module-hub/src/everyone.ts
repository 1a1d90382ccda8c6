import {
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import { Permission } from '@backstage/plugin-permission-common';
import {
  actionExecutePermission,
  taskCreatePermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { hubServiceValueReadPermission } from '@illm-lab/plugin-hub-common';

/** What everyone who is signed in may do, besides reading. */
const NAMES = new Set<string>([
  actionExecutePermission.name,
  catalogEntityRefreshPermission.name,
  catalogEntityValidatePermission.name,
  taskCreatePermission.name,
]);

/** What only the platform team may read. */
const PLATFORM_READS = new Set<string>([hubServiceValueReadPermission.name]);

/** Whether a permission is for everyone who is signed in. */
export function isForEveryone(permission: Permission): boolean {
  return (
    (permission.attributes.action === 'read' &&
      !PLATFORM_READS.has(permission.name)) ||
    NAMES.has(permission.name)
  );
}
