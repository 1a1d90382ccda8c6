import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Box, ButtonLink } from '@backstage/ui';
import { type Run, type Stage } from '@illm-lab/plugin-hub-common';
import { isFinished } from '../format/phase';
import { failedStage } from '../format/sentence';
import { runRouteRef } from '../routes';
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

/** The step that failed, and the end of what it wrote. */
export const WhatWentWrong = ({ run }: { run: Run }) => {
  const step = failedStage(run);
  // A run that somebody stopped did not go wrong.
  const wentWrong = isFinished(run) && run.phase !== 'Stopped';
  return wentWrong && step ? <Failure run={run} step={step} /> : null;
};
