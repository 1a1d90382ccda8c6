import { readFileSync } from 'node:fs';

/** The kernel counts processor time in hundredths of a second for users. */
const USER_HZ = 100;

/** Load averages of one, five and fifteen minutes. */
export function loadAverages(): {
  load1: number;
  load5: number;
  load15: number;
} {
  const [load1, load5, load15] = readFileSync('/proc/loadavg', 'utf8')
    .split(' ')
    .map(Number);
  return { load1, load5, load15 };
}

/** `/proc/meminfo` in KiB, with Talos's names, which are the kernel's lowered. */
export function memory(): Record<string, number> {
  const lines = readFileSync('/proc/meminfo', 'utf8').matchAll(
    /^([\w()]+):\s+(\d+)/gm,
  );
  return Object.fromEntries(
    [...lines].map(([, name, value]) => [
      name.toLowerCase().replace(/[()]/g, ''),
      Number(value),
    ]),
  );
}

/** Times of all processors together in seconds, and when the host was booted. */
export function systemStat() {
  const text = readFileSync('/proc/stat', 'utf8');
  const [user, nice, system, idle, iowait, irq, softIrq, steal, guest, gNice] =
    (text.match(/^cpu\s+(.*)$/m)?.[1] ?? '')
      .split(' ')
      .map(ticks => Number(ticks) / USER_HZ);
  return {
    boot_time: Number(text.match(/^btime (\d+)$/m)?.[1] ?? 0),
    cpu_total: {
      user,
      nice,
      system,
      idle,
      iowait,
      irq,
      soft_irq: softIrq,
      steal,
      guest,
      guest_nice: gNice,
    },
  };
}
