import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { HubPermissionPolicy } from './HubPermissionPolicy';

/** The lab's permission policy. */
export const permissionModuleHub = createBackendModule({
  pluginId: 'permission',
  moduleId: 'hub-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new HubPermissionPolicy(userInfo));
      },
    });
  },
});
