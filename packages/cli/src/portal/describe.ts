import { Result, Run, describeThreshold } from '@illm-lab/plugin-hub-common';

/** A run in a few lines, the answer first. */
export function describeRun(run: Run, result: Result | null): string[] {
  return [
    `${run.experiment} #${run.number}: ${run.state}${
      run.message ? `. ${run.message}` : ''
    }`,
    ...(result?.thresholds ?? []).map(
      threshold =>
        `  ${threshold.passed ? '✓' : '✕'} ${describeThreshold(threshold)}`,
    ),
    `  ${run.id}  ${run.url}`,
  ];
}
