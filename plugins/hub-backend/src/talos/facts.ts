import { NodeTalos } from '@illm-lab/plugin-hub-common';

/** What is known of a machine; null until it has been told. */
export interface TalosFacts {
  version: { tag: string; platform: string } | null;
  schematic: string | null;
  machine: NodeTalos['machine'];
  services: NodeTalos['services'];
  etcd: NodeTalos['etcd'];
  load: NodeTalos['load'];
  cpu: CpuTimes | null;
  memory: NodeTalos['memory'];
  disks: NodeTalos['disks'];
  mounts: NodeTalos['mounts'];
  bootedAt: string | null;
  time: NodeTalos['time'];
}

/** Seconds that all processors together have spent since the boot. */
export interface CpuTimes {
  total: number;
  busy: number;
}

/** Before anything has answered. */
export const NO_FACTS: TalosFacts = {
  version: null,
  schematic: null,
  machine: null,
  services: null,
  etcd: null,
  load: null,
  cpu: null,
  memory: null,
  disks: null,
  mounts: null,
  bootedAt: null,
  time: null,
};
