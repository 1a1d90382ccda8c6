import { K6_EXIT_THRESHOLDS_CROSSED, K6_EXITS, K6Exit } from '../k6/exit-codes';
import { stopSentence } from '../run/stop-sentence';
import { FailedStep, wasStopped, WorkflowOutcome } from './outcome';
import { Loads, praise } from './praise';
import { crossedWords } from './threshold-words';
import { ResultThreshold, Verdict } from './types';

interface Judgement {
  verdict: Verdict;
  message: string;
}

/** What a verdict rests on. */
export interface Evidence extends Loads {
  workflow?: WorkflowOutcome;
  /** Of each summary that can't be read: why. */
  unreadable: string[];
}

/**
 * The verdict in words. A load that could not be measured as a whole is an error,
 * whatever it crossed until then; one that was measured and found wanting is failed,
 * whatever else went wrong besides.
 */
export function judge(evidence: Evidence): Judgement {
  const { workflow, thresholds, summaries, unreadable } = evidence;
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
  const failures =
    workflow.phase === 'Succeeded' ? [] : workflow.failedSteps ?? [];
  const crossed = crossedOf(thresholds);
  const broken = failures.find(
    step => step.k6 && exitOf(step)?.verdict !== 'failed',
  );
  if (broken) {
    const said = crossed.some(({ noSamples }) => !noSamples)
      ? ` Until then: ${crossing(crossed)}.`
      : '';
    return error(`${failure(broken)}.${said}`);
  }
  const verdict = k6Verdict(crossed, failures);
  if (verdict) {
    const besides = failures.find(step => !exitOf(step));
    return {
      verdict: 'failed',
      message: besides ? `${verdict}. Besides, ${asClause(besides)}` : verdict,
    };
  }
  if (workflow.phase !== 'Succeeded') {
    return error(
      failures.length > 0
        ? `${failure(failures[0])}.`
        : `The experiment’s workflow ended as ${workflow.phase}${because(
            workflow.message,
          )}.`,
    );
  }
  if (unreadable.length > 0) return error(unreadable.join(' '));
  return { verdict: 'passed', message: praise(evidence) };
}

/** What was crossed, and before the rest what was measured. */
function crossedOf(thresholds: ResultThreshold[]): ResultThreshold[] {
  const crossed = thresholds.filter(({ passed }) => !passed);
  return [
    ...crossed.filter(({ noSamples }) => !noSamples),
    ...crossed.filter(({ noSamples }) => noSamples),
  ];
}

function exitOf({ k6, exitCode }: FailedStep): K6Exit | undefined {
  return k6 && exitCode !== undefined ? K6_EXITS[exitCode] : undefined;
}

/** Why k6 itself says that the test failed; undefined when it does not. */
function k6Verdict(
  crossed: ResultThreshold[],
  failures: FailedStep[],
): string | undefined {
  const own = failures.filter(step => exitOf(step)?.verdict === 'failed');
  const marked = own.find(
    ({ exitCode }) => exitCode !== K6_EXIT_THRESHOLDS_CROSSED,
  );
  if (crossed.length > 0) {
    return marked
      ? `${crossing(crossed)}. Besides, ${exitOf(marked)?.words}`
      : crossing(crossed);
  }
  if (marked) return `${failure(marked)}; its log says why`;
  return own.length > 0
    ? `k6 crossed a threshold (exit code 99 of step ${own[0].name}); its summary does not say which`
    : undefined;
}

function crossing(crossed: ResultThreshold[]): string {
  const more = crossed.length - 1;
  if (more === 0) return crossedWords(crossed[0]);
  return `${crossedWords(crossed[0])}; ${more} more ${
    more === 1 ? 'threshold was' : 'thresholds were'
  } crossed`;
}

/** How a step failed, without a full stop. */
function failure(step: FailedStep): string {
  const { name, exitCode, message } = step;
  return exitCode === undefined
    ? `Step ${name} failed${because(message)}`
    : `Step ${name} ended with exit code ${exitCode}${because(
        exitOf(step)?.words ?? message,
      )}`;
}

function asClause(step: FailedStep): string {
  return failure(step).replace(/^Step/, 'step');
}

function because(message: string | undefined): string {
  return message ? `: ${message.replace(/\.$/, '')}` : '';
}
