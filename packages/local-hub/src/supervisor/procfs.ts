import { readFileSync } from 'node:fs';

/**
 * When a process began, in clock ticks since boot, or undefined when there is
 * no such process or only its zombie is left. Together with the pid it names
 * a process for good, since pids are used again.
 */
export function processStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Whether the process that began then is still there. */
export const isAlive = (pid: number, startTime: string) =>
  processStartTime(pid) === startTime;

/**
 * Memory of a process in bytes, as its proportional set size: a page that
 * several processes share, as the parts of Argo CD share their one binary,
 * counts once over all of them. 0 when the process is gone.
 */
export function memoryBytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
