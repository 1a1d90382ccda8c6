import { z } from 'zod';
import { count, message, OFTEN_MS, TalosPart } from './part';

const KIB = 1024;

const load = message(
  z.object({ load1: z.number(), load5: z.number(), load15: z.number() }),
);

/** Load averages of 1, 5 and 15 minutes. */
export const LOAD_PART: TalosPart = {
  name: 'load',
  everyMs: OFTEN_MS,
  absent: { load: null },
  read: async client => {
    const { load1, load5, load15 } = load.parse(await client.call('LoadAvg'));
    return { load: [load1, load5, load15] };
  },
};

const memory = message(
  z.object({
    meminfo: z.object({ memtotal: count, memavailable: count }),
  }),
);

/** Memory in bytes. */
export const MEMORY_PART: TalosPart = {
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
};

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

/** Processor time since the boot, in seconds, and when that was. */
export const PROCESSORS_PART: TalosPart = {
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
};
