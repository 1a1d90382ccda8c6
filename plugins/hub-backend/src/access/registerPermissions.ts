import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  hubClaimReadPermission,
  hubCostReadPermission,
  hubNodeReadPermission,
  hubRunControlPermission,
  hubRunCreatePermission,
  hubRunReadPermission,
  hubServiceControlPermission,
  hubServiceReadPermission,
  hubServiceValueReadPermission,
} from '@illm-lab/plugin-hub-common';
import {
  hubExperimentResourceRef,
  hubExperimentRules,
} from '@illm-lab/plugin-hub-node';
import { ExperimentService } from '../experiments/ExperimentService';

/** Makes the hub's permissions and rules known to the permission framework. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  experiments: ExperimentService,
): void {
  registry.addPermissions([
    hubCostReadPermission,
    hubRunReadPermission,
    hubNodeReadPermission,
    hubServiceReadPermission,
    hubServiceValueReadPermission,
    hubServiceControlPermission,
    hubClaimReadPermission,
  ]);
  registry.addResourceType({
    resourceRef: hubExperimentResourceRef,
    permissions: [hubRunCreatePermission, hubRunControlPermission],
    rules: Object.values(hubExperimentRules),
    getResources: names => experiments.resources(names),
  });
}
