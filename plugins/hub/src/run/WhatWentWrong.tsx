import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Box, ButtonLink } from '@backstage/ui';
import { hasEnded, type Run, type Stage } from '@illm-lab/plugin-hub-common';
import { failedStage } from '../format/sentence';
import { runRouteRef } from '../routes';
import { useResult } from '../state/queries';
import { CrossedThresholds } from './CrossedThresholds';
import { lastLines } from './logText';
import styles from './run.module.css';
import { useStepLog } from './useStepLog';

const LINES = 6;

const Failure = ({ run, step }: { run: Run; step: Stage }) => {
  const base = useRouteRef(runRouteRef)?.({ id: run.id }) ?? '';
  const { text } = useStepLog(run.id, step);
  const end = lastLines(text ?? '', LINES);
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.wrong}
      aria-labelledby="what-went-wrong"
    >
      <h3 id="what-went-wrong">What went wrong</h3>
      <p>
        Step <strong>{step.name}</strong>
        {step.message ? `: ${step.message}` : ' failed'}
        {step.exitCode !== null &&
          !step.message?.includes('exit code') &&
          ` (exit status ${step.exitCode})`}
      </p>
      {end && <pre className={styles.excerpt}>{end}</pre>}
      <ButtonLink
        size="small"
        variant="secondary"
        href={`${base}/steps?step=${encodeURIComponent(step.id)}`}
      >
        {`Open step ${step.name}`}
      </ButtonLink>
    </Box>
  );
};

/**
 * Why a run did not pass: the thresholds that were crossed, or the step that broke
 * and the end of what it wrote.
 */
export const WhatWentWrong = ({ run }: { run: Run }) => {
  const { data: result, isPending } = useResult(run);
  // A run that somebody stopped did not go wrong.
  if (!hasEnded(run) || run.state === 'stopped') return null;
  // The step's exit status first and the threshold a moment later would be a flicker.
  if (run.state === 'failed' && isPending) return null;
  const crossed =
    run.state === 'failed' && result
      ? result.thresholds.filter(({ passed }) => !passed)
      : [];
  if (crossed.length > 0) {
    return <CrossedThresholds run={run} crossed={crossed} />;
  }
  const step = failedStage(run, result?.decidedBy);
  return step ? <Failure run={run} step={step} /> : null;
};
