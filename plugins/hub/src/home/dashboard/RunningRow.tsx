import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { hasEnded, type Run, type Stage } from '@illm-lab/plugin-hub-common';
import { RiStopLine } from '@remixicon/react';
import { useState } from 'react';
import { PermittedButton } from '../../components/PermittedButton';
import { StatusTag } from '../../components/StatusTag';
import { Duration } from '../../components/Time';
import { runStatus } from '../../format/phase';
import { flatten, runSentence } from '../../format/sentence';
import { runRouteRef } from '../../routes';
import { StopDialog } from '../../run/StopDialog';
import { useRun } from '../../state/queries';
import styles from './dashboard.module.css';

/** A run at work: how far, how long, and the way to stop it. */
export const RunningRow = ({ run: listed }: { run: Run }) => {
  const run = useRun(listed.id).data ?? listed;
  const href = useRouteRef(runRouteRef)?.({ id: run.id });
  const [stopping, setStopping] = useState(false);
  const { done, total } = progressOf(run.stages ?? []);
  const name = `${run.experiment} #${run.number}`;
  return (
    <li>
      <span className={styles.name}>
        <Link href={href}>{name}</Link>
      </span>
      <StatusTag status={runStatus(run)} />
      {total > 0 && (
        <progress
          className={styles.progress}
          value={done}
          max={total}
          aria-label={`${name}: ${done} of ${total} steps done`}
        />
      )}
      <span className={styles.message}>
        {runSentence(run)}
        {' · '}
        <Duration startedAt={run.startedAt} finishedAt={run.finishedAt} />
      </span>
      {!hasEnded(run) && (
        <PermittedButton
          permission="control"
          experiment={run.experiment}
          size="small"
          variant="secondary"
          iconStart={<RiStopLine />}
          aria-label={`Stop ${name}`}
          onPress={() => setStopping(true)}
        >
          Stop…
        </PermittedButton>
      )}
      <StopDialog
        run={run}
        isOpen={stopping}
        onClose={() => setStopping(false)}
      />
    </li>
  );
};

/** Steps without steps of their own are what is done one by one. */
function progressOf(stages: Stage[]) {
  const steps = flatten(stages).filter(({ children }) => children.length === 0);
  const open = steps.filter(
    ({ phase }) => phase === 'Pending' || phase === 'Running',
  );
  return { done: steps.length - open.length, total: steps.length };
}
