import { Link, Text } from '@backstage/ui';
import { hasEnded, type Run } from '@illm-lab/plugin-hub-common';
import { RiRestartLine, RiStopCircleLine } from '@remixicon/react';
import { useState } from 'react';
import { CommitLink } from '../components/CommitLink';
import { EntityLink, useExperimentHref } from '../components/EntityLink';
import { PermittedButton } from '../components/PermittedButton';
import { ThingHeader } from '../components/ThingHeader';
import { Duration, TimeAgo } from '../components/Time';
import { runStatus } from '../format/phase';
import { runSentence } from '../format/sentence';
import { RunDialog } from '../runDialog/RunDialog';
import { RunCostText } from './RunCostText';
import { StarButton } from './StarButton';
import { StopDialog } from './StopDialog';

/** How the run stands, in a sentence; whose it is; and what can be done. */
export const RunHeader = ({ run }: { run: Run }) => {
  const [again, setAgain] = useState(false);
  const [stopping, setStopping] = useState(false);
  const experimentHref = useExperimentHref()(run.experiment);
  return (
    <ThingHeader
      path={
        <Text as="p" variant="body-medium" color="secondary">
          {experimentHref ? (
            <Link href={experimentHref}>{run.experiment}</Link>
          ) : (
            run.experiment
          )}
          {` › run #${run.number}`}
        </Text>
      }
      status={runStatus(run)}
      sentence={runSentence(run)}
      meta={
        <>
          {run.requestedBy && (
            <span>
              <EntityLink entityRef={run.requestedBy} defaultKind="user" />
            </span>
          )}
          <span>
            <TimeAgo at={run.createdAt} />
          </span>
          <span>
            <Duration startedAt={run.startedAt} finishedAt={run.finishedAt} />
          </span>
          <span>
            commit <CommitLink commit={run.commit} />
          </span>
          <RunCostText run={run} />
          {run.kept && <span>kept on the hub</span>}
        </>
      }
      actions={
        <>
          <StarButton run={run} />
          {!hasEnded(run) && (
            <PermittedButton
              permission="control"
              experiment={run.experiment}
              variant="secondary"
              iconStart={<RiStopCircleLine />}
              onPress={() => setStopping(true)}
            >
              Stop
            </PermittedButton>
          )}
          <PermittedButton
            permission="create"
            experiment={run.experiment}
            variant={hasEnded(run) ? 'primary' : 'secondary'}
            iconStart={<RiRestartLine />}
            onPress={() => setAgain(true)}
          >
            Run again
          </PermittedButton>
        </>
      }
    >
      <RunDialog
        experiment={run.experiment}
        parameters={run.parameters}
        isOpen={again}
        onClose={() => setAgain(false)}
      />
      <StopDialog
        run={run}
        isOpen={stopping}
        onClose={() => setStopping(false)}
      />
    </ThingHeader>
  );
};
