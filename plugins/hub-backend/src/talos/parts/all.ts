import { ETCD_PART } from './etcd';
import { MACHINE_PART, SCHEMATIC_PART, TIME_PART } from './machine';
import { TalosPart } from './part';
import { SERVICES_PART } from './services';
import { DISKS_PART, MOUNTS_PART } from './storage';
import { LOAD_PART, MEMORY_PART, PROCESSORS_PART } from './usage';

/** All that a machine is asked once it has said its version. */
export const PARTS: readonly TalosPart[] = [
  SCHEMATIC_PART,
  MACHINE_PART,
  SERVICES_PART,
  ETCD_PART,
  LOAD_PART,
  MEMORY_PART,
  PROCESSORS_PART,
  MOUNTS_PART,
  DISKS_PART,
  TIME_PART,
];
