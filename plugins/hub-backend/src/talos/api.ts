import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  loadFileDescriptorSetFromBuffer,
  ServiceDefinition,
} from '@grpc/proto-loader';
import { readFileSync } from 'node:fs';

/** Made from Talos's own definitions by tools/talos. */
const DESCRIPTORS = ['assets', 'talos-api.binpb'];

/** The services that the portal calls: their methods by name. */
export interface TalosServices {
  Machine: ServiceDefinition;
  State: ServiceDefinition;
}

let loaded: TalosServices | undefined;

/** Talos's API, loaded when it is first needed. */
export function talosServices(): TalosServices {
  if (!loaded) {
    const definition = loadFileDescriptorSetFromBuffer(
      readFileSync(
        resolvePackagePath('@illm-lab/plugin-hub-backend', ...DESCRIPTORS),
      ),
      // Ids of etcd's members need all 64 bits: numbers come as text.
      { longs: String, enums: String, defaults: true, oneofs: true },
    );
    loaded = {
      Machine: definition['machine.MachineService'] as ServiceDefinition,
      State: definition['cosi.resource.State'] as ServiceDefinition,
    };
  }
  return loaded;
}
