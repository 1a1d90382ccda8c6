import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  kubernetesAuthStrategyExtensionPoint,
  kubernetesClusterSupplierExtensionPoint,
  kubernetesServiceLocatorExtensionPoint,
} from '@backstage/plugin-kubernetes-node';
import { hubInventoryServiceRef } from '@illm-lab/plugin-hub-node';
import { AUTH_PROVIDER } from './clusterDetails';
import { HubAuthStrategy } from './HubAuthStrategy';
import { HubClusterSupplier } from './HubClusterSupplier';
import { HubServiceLocator } from './HubServiceLocator';

/** The Kubernetes plugin on the clusters that the hub knows. */
export const kubernetesModuleHub = createBackendModule({
  pluginId: 'kubernetes',
  moduleId: 'hub',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: kubernetesAuthStrategyExtensionPoint,
        clusters: kubernetesClusterSupplierExtensionPoint,
        inventory: hubInventoryServiceRef,
        locator: kubernetesServiceLocatorExtensionPoint,
      },
      async init({ auth, clusters, inventory, locator }) {
        auth.addAuthStrategy(AUTH_PROVIDER, new HubAuthStrategy(inventory));
        clusters.addClusterSupplier(new HubClusterSupplier(inventory));
        locator.addServiceLocator(new HubServiceLocator(inventory));
      },
    });
  },
});
