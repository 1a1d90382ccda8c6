import { type RunCounts } from '@illm-lab/plugin-hub-common';

/** Runs in a few words: `14, 1 failed`. */
export function runCountsWords({
  total,
  failed,
  unfinished,
}: RunCounts): string {
  return [
    String(total),
    failed > 0 && `${failed} failed`,
    unfinished > 0 && `${unfinished} at work`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** `1 run`, `14 runs`. */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;
