import { K6_EXIT_THRESHOLDS_CROSSED, K6_SUMMARY_PARAMETER } from '../constants';
import { K6Summary, parseK6Summary } from './k6-summary';
import { fitSummaries } from './size-limit';
import { stopSentence } from '../run/stop-sentence';
import { namesWithoutSamples } from './samples';
import { percent } from './format';
import { crossedWords, describeThreshold } from './threshold-words';
import { toResultMetric, toResultThresholds } from './thresholds';
import {
  HostCpu,
  Result,
  ResultMetric,
  ResultThreshold,
  Verdict,
} from './types';

/** How the experiment's own workflow ended. */
export interface WorkflowOutcome {
  /** Argo's phase: Succeeded, Failed or Error. */
  phase: string;
  /** Argo's message, if any. */
  message?: string;
  /** True when it was told to stop or to terminate. */
  stopped?: boolean;
  /** The first pod step that failed. */
  failedStep?: { name: string; message?: string; exitCode?: number };
}

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

/** One that had ended by itself before it was told to is whole. */
const wasStopped = (workflow: WorkflowOutcome | undefined) =>
  workflow?.stopped === true && workflow.phase !== 'Succeeded';

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
    if (isSummary(name) && text.trim() !== '') {
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
  for (const { metrics: all, step } of summaries) {
    const empty = namesWithoutSamples(all);
    for (const metric of all) {
      const noSamples = empty.has(metric.name);
      metrics.push(toResultMetric(metric, step, noSamples));
      thresholds.push(...toResultThresholds(metric, step, noSamples));
    }
  }
  const fitted = fitSummaries(raw, metrics);
  return {
    ...judge(input.workflow, thresholds, summaries, unreadable),
    thresholds,
    metrics: fitted.metrics,
    summaries: fitted.summaries,
    ...(fitted.truncated && { truncated: fitted.truncated }),
    ...(wasStopped(input.workflow) &&
      summaries.length > 0 && { partial: true }),
    ...(input.hostCpu && { hostCpu: input.hostCpu }),
    collectedAt: (input.collectedAt ?? new Date()).toISOString(),
  };
}

function isSummary(name: string): boolean {
  return (
    name === K6_SUMMARY_PARAMETER || name.startsWith(`${K6_SUMMARY_PARAMETER}-`)
  );
}

interface Judgement {
  verdict: Verdict;
  message: string;
}

function judge(
  workflow: WorkflowOutcome | undefined,
  thresholds: ResultThreshold[],
  summaries: Summary[],
  unreadable: string[],
): Judgement {
  const error = (message: string): Judgement => ({ verdict: 'error', message });
  if (!workflow) {
    return error(
      'The experiment’s workflow was not there when its result was collected, so there is nothing to judge.',
    );
  }
  if (wasStopped(workflow)) {
    return error(
      stopSentence({ stoppedBy: null, partial: summaries.length > 0 }),
    );
  }
  const step = workflow.failedStep;
  const exit = step?.exitCode;
  if (
    workflow.phase !== 'Succeeded' &&
    exit !== undefined &&
    exit !== K6_EXIT_THRESHOLDS_CROSSED
  ) {
    return error(
      `Step ${step?.name} ended with exit code ${exit}${because(
        step?.message,
      )}.`,
    );
  }
  const crossed = thresholds.filter(threshold => !threshold.passed);
  if (crossed.length > 0) {
    const more = crossed.length - 1;
    return {
      verdict: 'failed',
      message: `${crossedWords(crossed[0])}${
        more
          ? `; ${more} more ${
              more === 1 ? 'threshold was' : 'thresholds were'
            } crossed`
          : ''
      }`,
    };
  }
  if (exit === K6_EXIT_THRESHOLDS_CROSSED) {
    return {
      verdict: 'failed',
      message: `k6 crossed a threshold (exit code 99 of step ${step?.name}); its summary does not say which`,
    };
  }
  if (workflow.phase !== 'Succeeded') {
    return error(
      step
        ? `Step ${step.name} failed${because(step.message)}.`
        : `The experiment’s workflow ended as ${workflow.phase}${because(
            workflow.message,
          )}.`,
    );
  }
  if (unreadable.length > 0) {
    return error(unreadable.join(' '));
  }
  return { verdict: 'passed', message: praise(thresholds, summaries) };
}

function praise(thresholds: ResultThreshold[], summaries: Summary[]): string {
  if (thresholds.length > 0) {
    const n = thresholds.length;
    const empty = thresholds.filter(({ noSamples }) => noSamples).length;
    if (n === 1 && empty === 0) {
      return `The threshold held: ${describeThreshold(thresholds[0])}`;
    }
    if (empty === n) {
      return 'No threshold was crossed, but nothing was measured to hold against them';
    }
    return `All ${n} thresholds held${
      empty > 0 ? `, ${empty} of them without samples` : ''
    }`;
  }
  if (summaries.length === 0) {
    return 'The experiment finished; it measures nothing with k6';
  }
  const failed = failedShare(summaries);
  const load = `The load finished${
    failed ? `, and ${percent(failed)} of its requests failed` : ''
  }`;
  return summaries.every(s => s.tellsThresholds)
    ? `${load}; it has no thresholds`
    : `${load}; k6 reported no crossed threshold`;
}

/** The largest share of failed requests of any step: without a limit nothing else says so. */
function failedShare(summaries: Summary[]): number {
  return Math.max(
    0,
    ...summaries.flatMap(({ metrics }) =>
      metrics
        .filter(({ name }) => name === 'http_req_failed')
        .map(({ values }) => values.rate ?? 0),
    ),
  );
}

function because(message: string | undefined): string {
  return message ? `: ${message.replace(/\.$/, '')}` : '';
}
