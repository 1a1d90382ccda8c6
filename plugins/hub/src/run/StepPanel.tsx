import { Box } from '@backstage/ui';
import { type Run, type Stage } from '@illm-lab/plugin-hub-common';
import { type ReactNode } from 'react';
import { StatusTag } from '../components/StatusTag';
import { Duration } from '../components/Time';
import { stageStatus } from '../format/phase';
import { absoluteTime } from '../format/time';
import styles from './run.module.css';
import { StepLog } from './StepLog';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** One step in full: how it stands and what it wrote. */
export const StepPanel = ({ run, step }: { run: Run; step: Stage }) => (
  <Box
    as="section"
    bg="neutral"
    className={styles.panel}
    aria-labelledby="step-name"
  >
    <div className={styles.panelHead}>
      <h3 id="step-name">{step.name}</h3>
      <StatusTag status={stageStatus(step.phase)} />
    </div>
    {step.message && <p className={styles.stepMessage}>{step.message}</p>}
    <dl className={styles.facts}>
      <Fact name="Duration">
        <Duration startedAt={step.startedAt} finishedAt={step.finishedAt} />
      </Fact>
      {step.startedAt && (
        <Fact name="Started">{absoluteTime(step.startedAt)}</Fact>
      )}
      {step.finishedAt && (
        <Fact name="Ended">{absoluteTime(step.finishedAt)}</Fact>
      )}
      {step.exitCode !== null && (
        <Fact name="Exit status">{step.exitCode}</Fact>
      )}
      {step.podName && (
        <Fact name="Pod">
          <code>{`${step.namespace ?? ''}/${step.podName}`}</code>
        </Fact>
      )}
    </dl>
    {step.hasLogs ? (
      <StepLog run={run.id} step={step} />
    ) : (
      <p className={styles.quiet}>This step writes no log of its own.</p>
    )}
  </Box>
);
