import { existsSync } from 'node:fs';
import { stringify } from 'yaml';
import { TalosApi } from './api';
import { HubServices } from './hubServices';
import { disks } from './storage';

/** A resource of COSI, as the API sends it. */
export interface Resource {
  metadata: {
    namespace: string;
    type: string;
    id: string;
    version: string;
    phase: string;
    created: { seconds: number };
    updated: { seconds: number };
  };
  spec: { proto_spec: Uint8Array; yaml_spec: string };
}

const NAMESPACE = 'runtime';
/** Where systemd says that the clock is in step. */
const CLOCK_SYNCED = '/run/systemd/timesync/synchronized';
const SYSTEMD = '/run/systemd/system';

interface Found {
  id: string;
  /** Name of the spec's message. */
  message: string;
  /** For the message, with names of protobuf. */
  proto: object;
  /** For the text, with names of YAML. */
  yaml: object;
}

/** The resources of this host, by type; a type that it can't tell is empty. */
export class Resources {
  private readonly startedAt = Math.floor(Date.now() / 1000);

  constructor(
    private readonly api: TalosApi,
    private readonly hub: HubServices,
  ) {}

  list(type: string): Resource[] {
    return this.find(type).map(({ id, message, proto, yaml }) => ({
      metadata: {
        namespace: NAMESPACE,
        type,
        id,
        version: '1',
        phase: 'running',
        created: { seconds: this.startedAt },
        updated: { seconds: this.startedAt },
      },
      spec: {
        proto_spec: this.api.encodeSpec(message, proto),
        yaml_spec: stringify(yaml),
      },
    }));
  }

  private find(type: string): Found[] {
    switch (type) {
      case 'MachineStatuses.runtime.talos.dev': {
        const { stage, ready, unmet } = this.hub.machine();
        return [
          {
            id: 'machine',
            message: 'runtime.MachineStatusSpec',
            proto: {
              stage: `MACHINE_STAGE_${stage}`,
              status: { ready, unmet_conditions: unmet },
            },
            yaml: {
              stage: stage.toLowerCase().replace('_', ' '),
              status: { ready, unmetConditions: unmet },
            },
          },
        ];
      }
      case 'TimeStatuses.v1alpha1.talos.dev': {
        // Another system may keep the clock; then nobody here can say.
        if (!existsSync(SYSTEMD)) return [];
        const synced = existsSync(CLOCK_SYNCED);
        return [
          {
            id: 'node',
            message: 'time.StatusSpec',
            proto: { synced },
            yaml: { synced, epoch: 0, syncDisabled: false },
          },
        ];
      }
      case 'Disks.block.talos.dev':
        return disks().map(disk => ({
          id: disk.dev_path.slice('/dev/'.length),
          message: 'block.DiskSpec',
          proto: disk,
          yaml: disk,
        }));
      default:
        return [];
    }
  }
}
