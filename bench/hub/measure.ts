import { readFileSync } from 'node:fs';

/** Times of one kind of request, in milliseconds, and what came back. */
export interface Timing {
  name: string;
  p50: number;
  p95: number;
  max: number;
  kilobytes: number;
}

const ROUNDS = 60;
/** Requests under way at once, as from so many browsers. */
const VIEWERS = 4;

/** Times a request, read to its last byte. */
export async function time(
  name: string,
  url: string,
  token: string,
): Promise<Timing> {
  const times: number[] = [];
  let bytes = 0;
  const viewer = async () => {
    while (times.length < ROUNDS) {
      const start = performance.now();
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = await answer.arrayBuffer();
      times.push(performance.now() - start);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      bytes = body.byteLength;
    }
  };
  await Promise.all(Array.from({ length: VIEWERS }, viewer));
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return {
    name,
    p50: at(0.5),
    p95: at(0.95),
    max: times[times.length - 1],
    kilobytes: bytes / 1024,
  };
}

/** Resident memory of a process in MiB. */
export function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0) / 1024;
}
