import { z } from 'zod';
import { count, message, SELDOM_MS, TalosPart } from './part';

const mounts = message(
  z.object({
    stats: z.array(
      z.object({
        filesystem: z.string(),
        mounted_on: z.string(),
        size: count,
        available: count,
      }),
    ),
  }),
);

/** Images and discs: they are full by nature, and nobody writes to them. */
const READ_ONLY = /^\/dev\/(loop|sr)\d+$/;

/** File systems that take room and can run full, each once. */
export const MOUNTS_PART: TalosPart = {
  name: 'mounts',
  everyMs: SELDOM_MS,
  absent: { mounts: null },
  read: async client => {
    const { stats } = mounts.parse(await client.call('Mounts'));
    return {
      mounts: stats
        .filter(
          ({ size, filesystem }, index) =>
            size > 0 &&
            !READ_ONLY.test(filesystem) &&
            // A device is mounted again at parts of itself.
            !(
              filesystem.startsWith('/dev/') &&
              stats.slice(0, index).some(one => one.filesystem === filesystem)
            ),
        )
        .map(({ mounted_on: mountedOn, ...rest }) => ({
          ...rest,
          mountedOn,
        })),
    };
  },
};

const disk = z.object({
  dev_path: z.string(),
  size: z.number(),
  model: z.string().default(''),
  transport: z.string().default(''),
  rotational: z.boolean().default(false),
  cdrom: z.boolean().default(false),
});

/** Disks, without CD drives. */
export const DISKS_PART: TalosPart = {
  name: 'disks',
  everyMs: SELDOM_MS,
  absent: { disks: null },
  read: async client => {
    const list = await client.resources('Disks.block.talos.dev');
    return {
      disks: list
        .map(({ spec }) => disk.parse(spec))
        .filter(({ cdrom }) => !cdrom)
        .map(({ dev_path: name, size, model, transport, rotational }) => ({
          name,
          size,
          model,
          transport,
          rotational,
        }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    };
  },
};
