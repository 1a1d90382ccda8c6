import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';

/**
 * A file system that is mounted; sizes in bytes. `size` is what there is to fill,
 * without what the file system keeps for root, so that its used share is what `df`
 * says.
 */
export interface Mount {
  filesystem: string;
  mounted_on: string;
  size: number;
  available: number;
}

/** A disk as Talos's resource has it. */
export interface Disk {
  dev_path: string;
  size: number;
  readonly: boolean;
  model: string;
  transport: string;
  rotational: boolean;
}

const SYS = '/sys/block';
/** Not hardware. */
const VIRTUAL = /^(loop|ram|zram|dm-|md|nbd)/;
/** `size` of /sys/block is in these, whatever the disk's own sectors are. */
const SECTOR = 512;
/** How a disk is connected, by the path of its device. */
const TRANSPORTS: [RegExp, string][] = [
  [/\/nvme/, 'nvme'],
  [/\/usb/, 'usb'],
  [/\/virtio/, 'virtio'],
  [/\/ata/, 'sata'],
  [/\/mmc/, 'mmc'],
];
/** As /proc/mounts writes a space in a path. */
const SPACE = /\\040/g;

/** What is mounted from disks; a disk that is mounted twice counts once. */
export async function mounts(): Promise<Mount[]> {
  const found = new Map<string, string>();
  for (const line of readFileSync('/proc/mounts', 'utf8').split('\n')) {
    const [device, mountedOn] = line.split(' ');
    const known = found.get(device);
    if (
      device?.startsWith('/dev/') &&
      !(known && known.length <= mountedOn.length)
    ) {
      found.set(device, mountedOn.replace(SPACE, ' '));
    }
  }
  const answers = await Promise.all(
    [...found].map(async ([filesystem, mountedOn]) => {
      try {
        const { bsize, blocks, bfree, bavail } = await statfs(mountedOn);
        return {
          filesystem,
          mounted_on: mountedOn,
          size: (blocks - bfree + bavail) * bsize,
          available: bavail * bsize,
        };
      } catch {
        // Not this user's to look at.
        return undefined;
      }
    }),
  );
  return answers.filter(mount => mount !== undefined);
}

/** The host's disks; empty where it shows none. */
export function disks(): Disk[] {
  let names: string[];
  try {
    names = readdirSync(SYS);
  } catch {
    return [];
  }
  return names
    .filter(name => !VIRTUAL.test(name))
    .map(name => {
      const read = (file: string) => {
        try {
          return readFileSync(path.join(SYS, name, file), 'utf8').trim();
        } catch {
          return '';
        }
      };
      const device = realpathSync(path.join(SYS, name));
      return {
        dev_path: `/dev/${name}`,
        size: Number(read('size')) * SECTOR,
        readonly: read('ro') === '1',
        model: read('device/model'),
        transport: TRANSPORTS.find(([at]) => at.test(device))?.[1] ?? '',
        rotational: read('queue/rotational') === '1',
      };
    })
    .filter(({ size }) => size > 0);
}
