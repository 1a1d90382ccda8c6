import { z } from 'zod';
import { TalosFacts } from './facts';
import { TalosClient } from './TalosClient';

/** Something that a machine is asked by itself, so that it can fail by itself. */
export interface TalosPart {
  /** As people see it. */
  name: string;
  /** Milliseconds from one question to the next. */
  everyMs: number;
  read(client: TalosClient): Promise<Partial<TalosFacts>>;
  /** What it says when the machine has no such thing. */
  absent: Partial<TalosFacts>;
}

const OFTEN_MS = 15_000;
const SELDOM_MS = 60_000;

/** The machine service wraps its answers: one message per machine asked. */
const message = <T extends z.ZodType>(schema: T) =>
  z
    .object({ messages: z.array(schema).min(1) })
    .transform(({ messages }) => messages[0]);

const count = z.coerce.number().nonnegative();
const timestamp = z
  .object({ seconds: z.coerce.number() })
  .nullable()
  .transform(value =>
    value && value.seconds > 0
      ? new Date(value.seconds * 1000).toISOString()
      : null,
  );

const version = message(
  z.object({
    version: z.object({ tag: z.string() }),
    platform: z.object({ name: z.string() }).nullable(),
  }),
);

const extension = z.object({
  metadata: z.object({ name: z.string(), version: z.string() }),
});

const machineStatus = z.object({
  stage: z.string(),
  status: z.object({
    ready: z.boolean(),
    unmetConditions: z
      .array(z.object({ name: z.string(), reason: z.string() }))
      .nullish(),
  }),
});

const serviceList = message(
  z.object({
    services: z.array(
      z.object({
        id: z.string(),
        state: z.string(),
        health: z
          .object({
            unknown: z.boolean(),
            healthy: z.boolean(),
            last_message: z.string(),
            last_change: timestamp,
          })
          .nullable(),
        events: z
          .object({
            events: z.array(z.object({ msg: z.string(), ts: timestamp })),
          })
          .nullable(),
      }),
    ),
  }),
);

const memory = message(
  z.object({
    meminfo: z.object({ memtotal: count, memavailable: count }),
  }),
);

const load = message(
  z.object({ load1: z.number(), load5: z.number(), load15: z.number() }),
);

const systemStat = message(
  z.object({
    boot_time: count,
    cpu_total: z.object({
      user: z.number(),
      nice: z.number(),
      system: z.number(),
      idle: z.number(),
      iowait: z.number(),
      irq: z.number(),
      soft_irq: z.number(),
      steal: z.number(),
    }),
  }),
);

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

const disk = z.object({
  dev_path: z.string(),
  size: z.number(),
  model: z.string().default(''),
  transport: z.string().default(''),
  rotational: z.boolean().default(false),
  cdrom: z.boolean().default(false),
});

const timeStatus = z.object({ synced: z.boolean(), syncDisabled: z.boolean() });

const etcdMembers = message(
  z.object({
    members: z.array(
      z.object({
        id: z.string(),
        hostname: z.string(),
        is_learner: z.boolean(),
      }),
    ),
  }),
);

const etcdStatus = message(
  z.object({
    member_status: z.object({
      member_id: z.string(),
      leader: z.string(),
      db_size: count,
      db_size_in_use: count,
      errors: z.array(z.string()),
    }),
  }),
);

const etcdAlarms = message(
  z.object({ member_alarms: z.array(z.object({ alarm: z.string() })) }),
);

const KIB = 1024;
/** How Talos writes that no member is meant. */
const NO_MEMBER = '0';

/** The one that is asked first: without it there is no machine to ask. */
export const VERSION_PART: TalosPart = {
  name: 'version',
  everyMs: OFTEN_MS,
  absent: { version: null },
  read: async client => {
    const answer = version.parse(await client.call('Version'));
    return {
      version: {
        tag: answer.version.tag,
        platform: answer.platform?.name ?? '',
      },
    };
  },
};

/** All else. */
export const PARTS: readonly TalosPart[] = [
  {
    name: 'schematic',
    everyMs: SELDOM_MS,
    absent: { schematic: null },
    read: async client => {
      const list = await client.resources(
        'ExtensionStatuses.runtime.talos.dev',
      );
      // The image factory marks its images by an extension of this name.
      const found = list
        .map(({ spec }) => extension.parse(spec).metadata)
        .find(({ name }) => name === 'schematic');
      return { schematic: found?.version ?? null };
    },
  },
  {
    name: 'machine stage',
    everyMs: OFTEN_MS,
    absent: { machine: null },
    read: async client => {
      const found = await client.resource(
        'MachineStatuses.runtime.talos.dev',
        'machine',
      );
      if (!found) return { machine: null };
      const { stage, status } = machineStatus.parse(found.spec);
      return {
        machine: {
          stage,
          ready: status.ready,
          unmet: status.unmetConditions ?? [],
        },
      };
    },
  },
  {
    name: 'services',
    everyMs: OFTEN_MS,
    absent: { services: null },
    read: async client => {
      const { services } = serviceList.parse(await client.call('ServiceList'));
      return {
        services: services
          .map(({ id, state, health, events }) => {
            const checked = health && !health.unknown;
            const last = events?.events.at(-1);
            return {
              id,
              state,
              healthy: checked ? health.healthy : null,
              message: (checked && health.last_message) || last?.msg || '',
              since: (checked ? health.last_change : last?.ts) ?? null,
            };
          })
          .sort((a, b) => a.id.localeCompare(b.id)),
      };
    },
  },
  {
    name: 'etcd',
    everyMs: OFTEN_MS,
    absent: { etcd: null },
    read: async client => {
      const [{ members }, { member_status: own }, { member_alarms: alarms }] =
        await Promise.all([
          client.call('EtcdMemberList').then(etcdMembers.parse),
          client.call('EtcdStatus').then(etcdStatus.parse),
          client.call('EtcdAlarmList').then(etcdAlarms.parse),
        ]);
      return {
        etcd: {
          members: members
            .map(({ id, hostname, is_learner }) => ({
              id,
              hostname,
              learner: is_learner,
            }))
            .sort((a, b) => a.hostname.localeCompare(b.hostname)),
          leader: own.leader === NO_MEMBER ? null : own.leader,
          memberId: own.member_id === NO_MEMBER ? null : own.member_id,
          alarms: alarms
            .map(({ alarm }) => alarm)
            .filter(alarm => alarm !== 'NONE'),
          dbSize: own.db_size,
          dbSizeInUse: own.db_size_in_use,
          errors: own.errors,
        },
      };
    },
  },
  {
    name: 'load',
    everyMs: OFTEN_MS,
    absent: { load: null },
    read: async client => {
      const { load1, load5, load15 } = load.parse(await client.call('LoadAvg'));
      return { load: [load1, load5, load15] };
    },
  },
  {
    name: 'memory',
    everyMs: OFTEN_MS,
    absent: { memory: null },
    read: async client => {
      const { meminfo } = memory.parse(await client.call('Memory'));
      // As /proc/meminfo has them.
      return {
        memory: {
          total: meminfo.memtotal * KIB,
          available: meminfo.memavailable * KIB,
        },
      };
    },
  },
  {
    name: 'processors',
    everyMs: OFTEN_MS,
    absent: { cpu: null, bootedAt: null },
    read: async client => {
      const { boot_time: bootTime, cpu_total: cpuTotal } = systemStat.parse(
        await client.call('SystemStat'),
      );
      const { idle, iowait } = cpuTotal;
      const total = Object.values(cpuTotal).reduce((sum, part) => sum + part);
      return {
        cpu: { total, busy: total - idle - iowait },
        bootedAt: bootTime > 0 ? new Date(bootTime * 1000).toISOString() : null,
      };
    },
  },
  {
    name: 'mounts',
    everyMs: SELDOM_MS,
    absent: { mounts: null },
    read: async client => {
      const { stats } = mounts.parse(await client.call('Mounts'));
      return {
        mounts: stats
          .filter(({ size }) => size > 0)
          .map(({ mounted_on: mountedOn, ...rest }) => ({
            ...rest,
            mountedOn,
          })),
      };
    },
  },
  {
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
  },
  {
    name: 'time',
    everyMs: SELDOM_MS,
    absent: { time: null },
    read: async client => {
      const found = await client.resource(
        'TimeStatuses.v1alpha1.talos.dev',
        'node',
      );
      return { time: found ? timeStatus.parse(found.spec) : null };
    },
  },
];
