import { readFile } from 'node:fs/promises';
import { HostCpu } from '@illm-lab/plugin-hub-common';

/** Time between two samples. */
const INTERVAL_MS = 1000;

interface CpuTimes {
  busy: number;
  total: number;
}

/** Reads the first line of /proc/stat: all CPUs together, in ticks. */
export function parseCpuTimes(stat: string): CpuTimes {
  const [name, ...fields] = stat.slice(0, stat.indexOf('\n')).split(/\s+/);
  // user nice system idle iowait irq softirq steal; guest is part of user.
  const ticks = fields.slice(0, 8).map(Number);
  if (name !== 'cpu' || ticks.length < 8 || ticks.some(Number.isNaN)) {
    throw new Error('/proc/stat does not begin with the line “cpu”');
  }
  const total = ticks.reduce((sum, one) => sum + one, 0);
  return { busy: total - ticks[3] - ticks[4], total };
}

/**
 * Measures how busy the host is until `stop` is called. A load generator on a
 * saturated host measures the host, so this belongs beside every result.
 */
export function sampleHostCpu(
  read: () => Promise<string> = () => readFile('/proc/stat', 'utf8'),
  intervalMs = INTERVAL_MS,
): { stop: () => HostCpu | undefined } {
  const shares: number[] = [];
  let before: CpuTimes | undefined;
  const sample = async () => {
    try {
      const now = parseCpuTimes(await read());
      if (before && now.total > before.total) {
        shares.push((now.busy - before.busy) / (now.total - before.total));
      }
      before = now;
    } catch {
      // No /proc here (not Linux): the result then has no such figure.
    }
  };
  const timer = setInterval(sample, intervalMs);
  void sample();
  return {
    stop: () => {
      clearInterval(timer);
      return shares.length === 0
        ? undefined
        : {
            mean: shares.reduce((sum, one) => sum + one, 0) / shares.length,
            max: Math.max(...shares),
            samples: shares.length,
          };
    },
  };
}
