import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  hubClaimComposerExtensionPoint,
  KubernetesObject,
} from '@illm-lab/plugin-hub-node';
import { compose } from './compose/compose';
import { Manifest } from './types';

/**
 * What a claim would first be made of, on a hub where everything it needs is set
 * up: what a cloud says only later is left out, as in the first round.
 */
export function preview(claim: KubernetesObject): Manifest[] {
  const { needs } = compose({ claim, observed: {}, found: {} });
  const found = Object.fromEntries(Object.keys(needs).map(name => [name, []]));
  const { resources } = compose({ claim, observed: {}, found });
  return Object.values(resources).map(({ resource }) => resource);
}

/** Tells the portal what claims are made of, by the hub's own function. */
export const hubModuleComposition = createBackendModule({
  pluginId: 'hub',
  moduleId: 'composition',
  register(reg) {
    reg.registerInit({
      deps: { point: hubClaimComposerExtensionPoint },
      async init({ point }) {
        point.setComposer({ compose: preview });
      },
    });
  },
});

export default hubModuleComposition;
