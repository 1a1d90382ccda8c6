import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import { taskCancelPermission } from '@backstage/plugin-scaffolder-common/alpha';
import { RESOURCE_TYPE_HUB_EXPERIMENT } from '@illm-lab/plugin-hub-common';
import {
  createHubExperimentConditionalDecision,
  hubExperimentConditions,
} from '@illm-lab/plugin-hub-node';
import { isForEveryone } from './everyone';

/** The team that runs the hub and may do all that the portal offers. */
export const PLATFORM_TEAM = 'group:default/platform';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Who may do what:
 *
 * - nobody who isn't signed in may do anything;
 * - the platform team may do everything;
 * - runs of an experiment are started and controlled by the team that owns it;
 * - everyone signed in may read, but for the values of services' ConfigMaps, use the templates and refresh the catalog;
 * - a template's task is cancelled by who started it;
 * - all else, such as deleting from the catalog or reaching a cluster's API server
 *   through the portal, with the portal's rights, is for the platform team.
 *
 * Backstage asks this for users only; a service's rights come from how it
 * authenticates.
 */
export class HubPermissionPolicy implements PermissionPolicy {
  constructor(private readonly userInfo: UserInfoService) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return DENY;
    }
    const { userEntityRef, ownershipEntityRefs } =
      await this.userInfo.getUserInfo(user.credentials);
    if (ownershipEntityRefs.includes(PLATFORM_TEAM)) {
      return ALLOW;
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_HUB_EXPERIMENT)) {
      return createHubExperimentConditionalDecision(
        permission,
        hubExperimentConditions.isExperimentOwner({
          claims: ownershipEntityRefs,
        }),
      );
    }
    if (isPermission(permission, taskCancelPermission)) {
      return createScaffolderTaskConditionalDecision(
        permission,
        scaffolderTaskConditions.isTaskOwner({ createdBy: [userEntityRef] }),
      );
    }
    return isForEveryone(permission) ? ALLOW : DENY;
  }
}
