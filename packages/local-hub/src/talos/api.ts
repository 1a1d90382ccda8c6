import {
  loadFileDescriptorSetFromBuffer,
  ServiceDefinition,
} from '@grpc/proto-loader';
import { Root } from 'protobufjs';
import { FileDescriptorSet } from 'protobufjs/ext/descriptor';

/** Talos's API as its own definitions describe it. */
export interface TalosApi {
  machine: ServiceDefinition;
  state: ServiceDefinition;
  /** Encodes a resource's spec, such as `runtime.MachineStatusSpec`. */
  encodeSpec(type: string, spec: object): Uint8Array;
}

const SPECS = 'talos.resource.definitions';

/** Reads the descriptor set that tools/talos makes. */
export function loadApi(descriptors: Buffer): TalosApi {
  const definition = loadFileDescriptorSetFromBuffer(descriptors, {
    longs: String,
    enums: String,
    defaults: true,
  });
  // The extension adds it to the class; its types don't say so.
  const { fromDescriptor } = Root as unknown as {
    fromDescriptor(set: object): Root;
  };
  const root = fromDescriptor.call(Root, FileDescriptorSet.decode(descriptors));
  root.resolveAll();
  return {
    machine: definition['machine.MachineService'] as ServiceDefinition,
    state: definition['cosi.resource.State'] as ServiceDefinition,
    encodeSpec: (type, spec) => {
      const message = root.lookupType(`${SPECS}.${type}`);
      return message.encode(message.fromObject(spec)).finish();
    },
  };
}
