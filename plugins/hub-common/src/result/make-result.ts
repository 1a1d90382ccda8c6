import { K6_SUMMARY_PARAMETER } from '../constants';
import { bestKnownFirst } from '../k6';
import { judge } from './judge';
import { K6Summary, parseK6Summary } from './k6-summary';
import { WorkflowOutcome, wasStopped } from './outcome';
import { namesWithoutSamples } from './samples';
import { fitSummaries } from './size-limit';
import { toResultMetric, toResultThresholds } from './thresholds';
import { HostCpu, Result, ResultMetric, ResultThreshold } from './types';

/** What a result is made from. */
export interface ResultInput {
  /**
   * Output parameters of the child workflow by name: `k6-summary`, and
   * `k6-summary-<step>` where several steps ran k6. Others are ignored; an
   * empty text means that k6 wrote none.
   */
  outputs: Record<string, string>;
  /** The child workflow; absent when there was none to be found. */
  workflow?: WorkflowOutcome;
  hostCpu?: HostCpu;
  /** When the result was collected; now when absent. */
  collectedAt?: Date;
}

interface Summary extends K6Summary {
  step?: string;
}

/**
 * Makes a run's result from what its workflow left: the verdict in words, each
 * threshold with value and margin, every metric, and the raw summaries within
 * 256 KiB. Never throws: what can't be read is said in the result.
 */
export function makeResult(input: ResultInput): Result {
  const raw = new Map<string, string>();
  const summaries: Summary[] = [];
  const unreadable: string[] = [];
  for (const [name, text] of Object.entries(input.outputs)) {
    if (isK6Summary(name) && text.trim() !== '') {
      const step = name.slice(K6_SUMMARY_PARAMETER.length + 1) || undefined;
      try {
        summaries.push({ ...parseK6Summary(text), step });
        raw.set(name, text);
      } catch (error) {
        unreadable.push(`${name}: ${(error as Error).message}`);
      }
    }
  }
  const metrics: ResultMetric[] = [];
  const thresholds: ResultThreshold[] = [];
  for (const summary of summaries) {
    const { step } = summary;
    const empty = namesWithoutSamples(summary);
    // k6 writes them in an order that changes from run to run.
    for (const metric of [...summary.metrics].sort(bestKnownFirst)) {
      const noSamples = empty.has(metric.name);
      metrics.push(toResultMetric(metric, step, noSamples));
      thresholds.push(...toResultThresholds(metric, step, noSamples));
    }
  }
  const fitted = fitSummaries(raw, metrics);
  return {
    ...judge({ ...input, thresholds, summaries, unreadable }),
    thresholds,
    metrics: fitted.metrics,
    summaries: fitted.summaries,
    ...(fitted.truncated && { truncated: fitted.truncated }),
    ...(wasStopped(input.workflow) &&
      summaries.length > 0 && { partial: true }),
    ...decision(input.workflow),
    ...(input.hostCpu && { hostCpu: input.hostCpu }),
    collectedAt: (input.collectedAt ?? new Date()).toISOString(),
  };
}

/** Whether an output parameter of this name has a summary of k6. */
export function isK6Summary(name: string): boolean {
  return (
    name === K6_SUMMARY_PARAMETER || name.startsWith(`${K6_SUMMARY_PARAMETER}-`)
  );
}

/** The first step to fail of those that count; of a stopped workflow none does. */
function decision(workflow: WorkflowOutcome | undefined) {
  const [first] = wasStopped(workflow) ? [] : workflow?.failedSteps ?? [];
  return first && { decidedBy: first.name };
}
